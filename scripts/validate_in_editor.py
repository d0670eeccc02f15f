"""What an editor says of a data file: starts yaml-language-server (the one behind VS Code's YAML extension) and opens files.

    npm install --prefix /tmp/yaml yaml-language-server
    python scripts/validate_in_editor.py /tmp/yaml/node_modules/.bin/yaml-language-server

Without files it copies data/ into a temporary folder twice, once as it is and once with slips in each file, and exits with
0 only if the server finds nothing in the first and something on each line with a slip in the second. It also asks for what
may stand after `kind:` and after `document:` in relations.yaml. With files it prints what the server says of them.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

SLIPS = {  # file → what is right (its first occurrence outside comments), what is written instead
    "actors.yaml": [("  kind: person", "  kind: crowd"), ("  aliases:", "  alias:"), ("  wikidata: Q", "  wikidata: Z")],
    "relations.yaml": [("  target: [a-z0-9-]+", "  target: nobody-at-all"), ("  date: .+", "  date: July 2010"),
                       ("stance: denies", "stance: doubts"), ("document: [a-z0-9-]+", "document: no-such-paper")],
    "documents.yaml": [("  publisher:", "  publsher:"), ("  date: .+", "  date: yesterday"), ("- id: .+", "- id: Registan Paper")],
    "events.yaml": [("  actors: .+", "  actors: [nobody-at-all]"), ("  date: .+", "  date: spring"), ("  claims:", "  claim:")],
    "vocabulary.yaml": [("    shape: .+", "    shape: not one"), ("    sign: .+", "    sign: 5"), ("    directed: false", "    directed: perhaps")],
}


class Server:
    """One that speaks the language server protocol over its standard input and output."""

    def __init__(self, *command: str):
        self._process = subprocess.Popen([*command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._number = 0
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {
            "workspace": {"configuration": True},
            "textDocument": {"publishDiagnostics": {}, "completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}}},
        }})
        self.tell("initialized", {})
        self.diagnostics: dict[str, list] = {}

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> object:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            said = self._hear()
            if said.get("id") == self._number and "method" not in said:
                return said.get("result")

    def open(self, path: Path) -> list[dict]:
        """What it finds in the file."""
        uri = path.resolve().as_uri()
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text(encoding="utf-8"),
        }})
        while True:
            said = self._hear()
            if said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] == uri:
                return said["params"]["diagnostics"]

    def completions(self, path: Path, line: int, column: int) -> list[dict]:
        found = self.ask("textDocument/completion", {
            "textDocument": {"uri": path.resolve().as_uri()}, "position": {"line": line, "character": column},
        })
        return found["items"] if isinstance(found, dict) else found or []

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def _send(self, message: dict) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _hear(self) -> dict:
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if not length:
            raise SystemExit("The language server has ended.")
        said = json.loads(self._process.stdout.read(length))
        if "method" in said and "id" in said:  # it asks for our settings
            settings = {"validate": True, "schemaStore": {"enable": False}, "completion": True, "hover": True}
            answer = [settings if item.get("section") == "yaml" else None for item in said["params"].get("items", [])] \
                if said["method"] == "workspace/configuration" else None
            self._send({"id": said["id"], "result": answer})
        return said


def made(folder: Path, broken: bool) -> Path:
    """The real data with its schemas; the broken copy has those of what it should be."""
    from graph.command.schema import write as write_schemas
    from graph.load import load

    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns(".*"))
    write_schemas(load(folder)[0], folder)
    for name, slips in SLIPS.items() if broken else ():
        text = (folder / name).read_text(encoding="utf-8")
        for right, wrong in slips:
            text, count = re.subn(rf"^((?! *#).*?){right}", lambda found: found.group(1) + wrong, text, count=1, flags=re.MULTILINE)
            assert count, f"{name} has no {right}"
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def differing(one: Path, other: Path) -> set[int]:
    """The numbers of the lines that differ."""
    texts = zip(one.read_text(encoding="utf-8").splitlines(), other.read_text(encoding="utf-8").splitlines(), strict=True)
    return {number for number, (line, slip) in enumerate(texts, 1) if line != slip}


def told(server: Server, path: Path) -> set[int]:
    """The lines in which the server finds something, printed with what it says."""
    found = server.open(path)
    for each in found:
        print(f"{path.name}:{each['range']['start']['line'] + 1}: {each['message'].splitlines()[0]}")
    print(f"{path.parent.name}/{path.name}: {len(found)} found")
    return {each["range"]["start"]["line"] + 1 for each in found}


def main(command: str, files: list[str]) -> int:
    server = Server(command)
    try:
        if files:
            return int(any([told(server, Path(file)) for file in files]))
        with tempfile.TemporaryDirectory() as temporary:
            good, broken = (made(Path(temporary) / name, name == "broken") for name in ("good", "broken"))
            wrong = [f"{name} as it is" for name in SLIPS if told(server, good / name)]
            text = (good / "relations.yaml").read_text(encoding="utf-8").splitlines()
            for field, least in (("kind:", 20), ("document:", 100)):
                line = next(number for number, each in enumerate(text) if field in each and not each.lstrip().startswith("#"))
                offered = server.completions(good / "relations.yaml", line, text[line].index(field) + len(field) + 1)
                print(f"after `{field}` it offers {len(offered)}, the first of them {offered[0]['label']} ({_words(offered[0])})" if offered else "nothing")
                wrong += [f"too few are offered after {field}"] * (len(offered) < least)
            for name in SLIPS:
                missed = differing(good / name, broken / name) - told(server, broken / name)
                wrong += [f"{name}:{number} with its slip" for number in sorted(missed)]
            print(f"not as expected: {', '.join(map(str, wrong))}" if wrong else "as expected")
            return 1 if wrong else 0
    finally:
        server.close()


def _words(item: dict) -> str:
    words = item.get("documentation") or ""
    return (words.get("value", "") if isinstance(words, dict) else words).strip()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
