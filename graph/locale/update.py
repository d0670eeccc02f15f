"""python -m graph.locale.update: bring ru.po and ky.po up to date with the texts in the code.

New texts come in empty, texts no longer used go, translations stay. Says what is missing and
exits with 1 while anything is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from graph.words import LOCALE, PACKAGE, msgids

TRANSLATIONS = ("ru", "ky")
HEADER = """\
# The interface in another language. python -m graph.locale.update keeps it in step with the code.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def sources() -> list[Path]:
    """The files whose texts readers see: all of graph/ and app.py."""
    found = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js", ".html")]
    app = PACKAGE.parent / "app.py"
    return sorted([*found, app] if app.is_file() else found)


def catalogue(language: str) -> Catalog:
    path = LOCALE / f"{language}.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def main() -> int:
    used = sorted(set(msgids(sources())))
    missing = 0
    for language in TRANSLATIONS:
        old = catalogue(language)
        new = Catalog(locale=language)
        for msgid in used:
            known = old.get(msgid)
            text = known.string if known else ""
            new.add(msgid, text)
            if not text:
                missing += 1
                print(f"{language}: not translated: {msgid}")
        with (LOCALE / f"{language}.po").open("wb") as file:
            file.write(HEADER.format(language=language).encode())
            write_po(file, new, width=0, omit_header=True)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
