"""A small dataset as files, for what is tested through the command line, the page and the app."""

from pathlib import Path

FILES = {
    "vocabulary.yaml": """\
actor_kinds:
  - id: person
    label: {en: person, ru: человек, ky: адам}
    labels: {en: persons, ru: люди, ky: адамдар}
    shape: dot
  - id: group
    label: {en: group, ru: группа, ky: топ}
    labels: {en: groups, ru: группы, ky: топтор}
    shape: ring
families:
  - id: alliance
    label: {en: alliance, ru: союз, ky: союз}
    colour: '#1e763e'
    colour_dark: '#74ce96'
  - id: rivalry
    label: {en: rivalry, ru: соперничество, ky: атаандаштык}
    colour: '#d47915'
    colour_dark: '#ff9b0c'
relation_kinds:
  - id: supports
    label: {en: supports, ru: поддерживает, ky: колдойт}
    reading: {en: '{source} supports {target}', ru: '{source} поддерживает {target:acc}', ky: '{source} {target:acc} колдойт'}
    past: {en: '{source} supported {target}', ru: '{source} поддержал {target:acc}', ky: '{source} {target:acc} колдогон'}
    family: alliance
    sign: 1
  - id: accuses
    label: {en: accuses, ru: обвиняет, ky: айыптайт}
    reading: {en: '{source} accuses {target}', ru: '{source} обвиняет {target:acc}', ky: '{source} {target:acc} айыптайт'}
    past: {en: '{source} accused {target}', ru: '{source} обвинил {target:acc}', ky: '{source} {target:acc} айыптаган'}
    family: rivalry
    sign: -1
""",
    "actors.yaml": """\
- id: aida-one
  kind: person
  name: {en: Aida One, ru: Аида Уан, ky: Аида Уан}
  aliases: [Ayda Wan]
- id: bolot-two
  kind: person
  name: {en: Bolot Two, ru: Болот Ту, ky: Болот Ту}
- id: crowd-three
  kind: group
  name: {en: Crowd Three, ru: Толпа Три, ky: Топ Үч}
- id: daniyar-four
  kind: person
  name: {en: Daniyar </script><b>Four</b>, ru: Данияр Четвёртый, ky: Данияр Төртүнчү}
""",
    "relations.yaml": """\
- source: aida-one
  target: bolot-two
  kind: supports
  start: 2005
  end: 2010-03
  claims:
    - document: paper
      quote: Aida stood by Bolot
- source: bolot-two
  target: crowd-three
  kind: accuses
  date: 2010-06-12
  claims:
    - {document: paper, by: bolot-two, quote: They did it}
    - {document: gazette, by: crowd-three, stance: denies, quote: We did not}
- source: crowd-three
  target: daniyar-four
  kind: supports
  date: 2010-07
  claims:
    - {document: paper, quote: </script><script>alert(1)</script>}
""",
    "documents.yaml": """\
- id: paper
  title: The Paper
  publisher: Paper Press
  date: 2010-06-14
  url: https://example.org/paper
- id: gazette
  title: The Gazette
  date: 2010-06-15
""",
}


def write(folder: Path, **changes: str) -> Path:
    """The files in `folder`; changes replace a text in a file: write(path, relations=("old", "new"))."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        old, new = changes.get(name.removesuffix(".yaml"), ("", ""))
        assert old in content, f"{name} does not hold {old!r}"
        (folder / name).write_text(content.replace(old, new) if old else content, encoding="utf-8")
    return folder
