"""Where nobody may save, the app holds no code that writes: shown by a process of its own that runs every page."""

import json
import os
import subprocess
import sys
from pathlib import Path

from folder import write

ROOT = Path(__file__).parents[1]
WRITERS = {"graph.save", "graph.recording", "graph.screen.saving"}
# Runs all pages, with a draft on the page Edit and a forged click on its Save; tells what was loaded and opened to write.
VISIT = """
import json, os, sys
opened = []
def watch(event, details):
    if event == "open" and isinstance(details[0], (str, bytes)) and details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
        opened.append(os.fsdecode(details[0]))
    if event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.utime", "shutil.move", "subprocess.Popen"):
        opened.append(f"{event} {details[:2]}")
sys.dont_write_bytecode = True
from streamlit.testing.v1 import AppTest
from graph.screen import PAGES
apps = {page: AppTest.from_string(f"from graph.screen import {page.__name__.rpartition('.')[2]} as it\\nit.page()", default_timeout=60) for page in PAGES}
sys.addaudithook(watch)
for page, app in apps.items():
    app.run()
    assert not app.exception, page
    if page.URL_PATH == "edit":
        app.text_input[0].set_value("Aida New").run()
        app.selectbox(next(each.key for each in app.selectbox if each.label == "Kind")).set_value("person").run()
        next(each for each in app.button if each.label == "Add it").click().run()
        assert app.session_state["draft"].changed
        app.session_state["save draft"] = True
        app.run()
print(json.dumps({"loaded": sorted(name for name in sys.modules if name.startswith("graph.")), "opened": opened}))
"""


def visited(folder: Path, **switches: str) -> dict:
    done = subprocess.run([sys.executable, "-c", VISIT], cwd=ROOT, capture_output=True, text=True, timeout=300,
                          env={**os.environ, "BAILANYSH_DATA": str(folder), **switches})
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_no_code_that_writes_is_loaded_where_nobody_may_save(tmp_path):
    before = {path.name: path.read_bytes() for path in write(tmp_path).iterdir()}
    found = visited(tmp_path, BAILANYSH_EDIT="0")
    assert not WRITERS & set(found["loaded"])
    assert [each for each in found["opened"] if str(tmp_path) in each or "git" not in each] == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
