"""What nobody may write in graph/ and app.py, however handy: each has let somebody in, or killed a process, elsewhere."""

import ast
import builtins
import re
import symtable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = [*sorted((ROOT / "graph").rglob("*.py")), ROOT / "app.py"]
TEMPLATES = [path for path in sorted((ROOT / "graph").rglob("*")) if path.suffix in (".html", ".js", ".jinja", ".j2", ".svg")]
CALLS = {  # a call by its last names → why
    "yaml.load": "composes: fifty thousand brackets kill the process, `no` is false", "yaml.load_all": "the same", "yaml.full_load": "the same",
    "yaml.unsafe_load": "runs what the file says", "yaml.safe_load": "composes", "yaml.compose": "composes", "yaml.safe_load_all": "composes",
    "eval": "runs what the text says", "exec": "runs what the text says", "compile": "is the first half of eval", "__import__": "imports what the text says",
    "pickle.load": "runs what the file says", "pickle.loads": "runs what the bytes say", "marshal.loads": "trusts the bytes", "shelve.open": "is pickle",
    "dill.loads": "is pickle", "joblib.load": "is pickle", "pd.read_pickle": "is pickle", "pandas.read_pickle": "is pickle", "jsonpickle.decode": "is pickle",
    "os.system": "gives a text to the shell", "os.popen": "gives a text to the shell", "nx.read_gexf": "expands entities", "nx.read_graphml": "expands entities",
    "nx.parse_graphml": "expands entities", "nx.read_gpickle": "is pickle", "tempfile.mktemp": "names a file that somebody else may make first",
}
MODULES = {  # not to be imported, whatever of them is called
    "pickle": "", "cPickle": "", "marshal": "", "shelve": "", "dill": "", "xml.etree": "expands entities: defusedxml", "xml.dom": "expands entities: defusedxml",
    "xmlrpc": "", "ruamel": "a second YAML library on one file",
}
KEYWORDS = {"unsafe_allow_html": "runs what a name holds", "shell": "gives a text to the shell", "allow_dangerous_deserialization": "is pickle"}


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def forbidden(source: str) -> list[str]:
    """line: what, of all that is banned in a Python text."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = name_of(node.func)
            if called in CALLS or ".".join(called.split(".")[-2:]) in CALLS:
                found.append(f"{node.lineno}: {called}")
            for keyword in node.keywords:
                if keyword.arg in KEYWORDS and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False):
                    found.append(f"{node.lineno}: {keyword.arg}")
            if called.endswith("Environment") and "jinja" in source and not any(
                    keyword.arg == "autoescape" and getattr(keyword.value, "value", None) is True for keyword in node.keywords):
                found.append(f"{node.lineno}: an Environment without autoescape=True")
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and node.module in ("yaml", "pickle", "os"):
                modules += [f"{node.module}.{alias.name}" for alias in node.names]
            found += [f"{node.lineno}: import {module}" for module in modules
                      if any(f"{module}.".startswith(f"{each}.") for each in MODULES) or module in CALLS]
    return found


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_does_what_is_banned(path):
    assert forbidden(path.read_text(encoding="utf-8")) == []


def test_of_yaml_only_the_event_stream_of_the_safe_loader_is_used():
    used = {
        node.attr for path in PYTHON for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "yaml"
    }
    assert {name for name in used if not name.endswith("Event")} <= {"CSafeLoader", "YAMLError"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_or_script_takes_a_text_for_markup(path):
    text = path.read_text(encoding="utf-8")
    for banned in (r"\|\s*safe\b", r"autoescape\s+false", r"\binnerHTML\s*=", r"\bouterHTML\s*=", r"insertAdjacentHTML", r"document\.write\(", r"\beval\(",
                   r"new Function\(", r"javascript:", r"\bon(?:click|load|error)\s*=\s*[\"']"):
        assert not re.search(banned, text), f"{path.name}: {banned}"


@pytest.mark.parametrize("source", [
    "import yaml\nyaml.load(x, Loader=yaml.CSafeLoader)", "import yaml\nyaml.safe_load(x)", "from yaml import safe_load", "eval('1')", "import pickle", "from pickle import loads",
    "import xml.etree.ElementTree as ET", "from xml.dom import minidom", "import networkx as nx\nnx.read_gexf(x)", "st.markdown(name, unsafe_allow_html=True)",
    "subprocess.run(x, shell=True)", "pd.read_pickle(x)", "import jinja2\njinja2.Environment()", "from os import system", "st.html(x, unsafe_allow_javascript=y, unsafe_allow_html=y)",
])
def test_the_ban_sees_what_it_bans(source):
    assert forbidden(source)


@pytest.mark.parametrize("source", ["import yaml\nyaml.CSafeLoader(text)", "re.compile('a')", "st.markdown(x, unsafe_allow_html=False)", "json.loads(x)",
                                    "import jinja2\njinja2.Environment(autoescape=True)"])
def test_the_ban_leaves_the_rest_alone(source):
    assert forbidden(source) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-tools.txt", "requirements-large.txt"])
def test_every_package_that_make_installs_is_locked_with_a_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(packages) > 3
    assert [each.split()[0] for each in packages if not re.match(r"\S+==\S+ \\\n\s+--hash=sha256:[0-9a-f]{64}", each)] == []


@pytest.mark.parametrize("name", ["requirements-dev.txt", "requirements-large.txt"])
def test_a_package_in_two_locks_has_one_version(name):
    def pins(file):
        return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))

    ours, others = pins("requirements.txt"), pins(name)
    # pyspark 4.0 does not work with pandas 3 (requirements-large.in)
    assert {each: (ours[each], others[each]) for each in ours.keys() & others.keys() if ours[each] != others[each] and each != "pandas"} == {}


def unknown_names(source: str, file: str = "it.py") -> list[str]:
    """Names that functions take from the module and that neither it nor Python has."""
    module = symtable.symtable(source, file, "exec")
    known = {each.get_name() for each in module.get_symbols() if each.is_assigned() or each.is_imported() or each.is_namespace()}
    known |= {*dir(builtins), "__file__", "__name__", "__doc__"}
    found, waiting = set(), [module]
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        found |= {each.get_name() for each in table.get_symbols() if each.is_global() and each.is_referenced()}
    return sorted(found - known)


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_name_that_a_module_uses_is_one_that_it_knows(path):
    assert unknown_names(path.read_text(encoding="utf-8"), path.name) == []


def test_a_name_that_nobody_imported_is_seen():
    assert unknown_names("from a import b\ndef f(x):\n    return [b(called(y)) for y in x]") == ["called"]
    assert unknown_names("import os\ndef f(x):\n    def g():\n        return os.sep + x + __file__\n    return g") == []
