"""What an editor says of a data file: starts yaml-language-server (the one behind VS Code's YAML extension) and opens files.

    npm install --prefix /tmp/yaml yaml-language-server
    python scripts/validate_in_editor.py /tmp/yaml/node_modules/.bin/yaml-language-server

Without files it makes two small datasets in a temporary folder, a good and a broken one, and exits with 0 only if the
server finds nothing in the good one and something on each broken line of the other. It also asks for what may stand
after `kind:` in the good one. With files it prints what the server says of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

BROKEN = {  # file → (what is right, what is written instead)
    "actors.yaml": [("kind: group", "kind: crowd"), ("aliases: [Ayda Wan]", "alias: [Ayda Wan]")],
    "relations.yaml": [("target: bolot-two", "target: bolot-tow"), ("date: 2010-07\n", "date: July 2010\n"), ("stance: denies", "stance: doubts")],
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
    """A small dataset with schemas; a broken one has them too, made from what it should be."""
    from folder import write
    from graph.command.schema import write as write_schemas
    from graph.load import load
    from graph.schema import modeline

    write(folder)
    write_schemas(load(folder)[0], folder)
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for old, new in BROKEN.get(path.name, []) if broken else []:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(f"{modeline(path.name)}\n{text}", encoding="utf-8")
    return folder


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
            wrong = [path for path in sorted(good.glob("*.yaml")) if told(server, path)]
            text = (good / "relations.yaml").read_text(encoding="utf-8").splitlines()
            line = next(number for number, each in enumerate(text) if "kind:" in each)
            offered = server.completions(good / "relations.yaml", line, text[line].index(":") + 2)
            print("after `kind:` it offers", ", ".join(f"{each['label']} ({_words(each)})" for each in offered))
            for name, changes in BROKEN.items():
                lines = told(server, broken / name)
                text = (broken / name).read_text(encoding="utf-8")
                wanted = {text[: text.index(new)].count("\n") + 1 for _, new in changes}
                if not wanted <= lines:
                    wrong.append(broken / name)
            print(f"not as expected: {', '.join(map(str, wrong))}" if wrong else "as expected")
            return 1 if wrong or not offered else 0
    finally:
        server.close()


def _words(item: dict) -> str:
    words = item.get("documentation") or ""
    return (words.get("value", "") if isinstance(words, dict) else words).strip()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
