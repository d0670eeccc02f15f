"""Broken files: what somebody wrote, where each problem of it stands (‸ before the place), and words of what is said.

    python tests/corpus.py          each file at full size in a process of its own: seconds and memory (make fuzz)
    python tests/corpus.py large    only those that are made to be large

A case of a list is put behind good records and before a last good one: what is wrong in it may hide neither.
Cases that are whole files stand at the end; `Large` ones are made by code, as large as they are asked for.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from folder import FILES

HERE = "‸"
GOOD = {
    **FILES,
    "events.yaml": "- id: day\n  name: {en: The day, ru: День, ky: Күн}\n  date: 2010\n  actors: [aida-one, bolot-two]\n"
                   "  claims: [{document: paper}]\n",
    "layout.json": '{"aida-one": [1, 2.5], "bolot-two": [0, -3]}\n',
}
LAST = {  # a good record that follows the broken ones
    "actors.yaml": "- id: zoya-zeta\n  kind: person\n  name: {en: Zoya Zeta, ru: Зоя Зета, ky: Зоя Зета}\n",
    "relations.yaml": "- id: the-last\n  source: bolot-two\n  target: aida-one\n  kind: accuses\n  date: 2009\n  claims: [{document: paper}]\n",
    "documents.yaml": "- id: the-last-paper\n  title: The Last Paper\n",
    "events.yaml": "- id: the-last-day\n  name: {en: The last day}\n  date: 2010\n  claims: [{document: paper}]\n",
    "vocabulary.yaml": "  - id: warns\n    label: {en: warns}\n    reading: {en: '{source} warns {target}'}\n    past: {en: '{source} warned {target}'}\n"
                       "    family: rivalry\n",
}


@dataclass(frozen=True)
class Case:
    """`text` with a ‸ before each place, put into `file` behind its good records (`whole`: instead of them)."""

    name: str
    file: str
    text: str
    words: tuple[str, ...]  # each stands in what is said
    whole: bool = False

    def content(self) -> bytes:
        text = self.text.replace(HERE, "")
        return (text if self.whole else GOOD[self.file] + text + LAST[self.file]).encode()

    def places(self) -> list[str]:
        before = "" if self.whole else GOOD[self.file]
        found, text = [], before + self.text
        for part in text.split(HERE)[:-1]:
            before = (found and found[-1] or "") + part
            found.append(before)
        return [f"{self.file}:{each.count(chr(10)) + 1}:{len(each) - each.rfind(chr(10))}" for each in found]


@dataclass(frozen=True)
class Large:
    """A whole file made by code; `make(size)` at about that size in characters. Said of it: words."""

    name: str
    file: str
    make: Callable[[int], bytes]
    words: tuple[str, ...]
    full: int = 1_000_000


def _actors() -> list[Case]:
    def actor(line: str, name: str, *words: str) -> Case:
        return Case(name, "actors.yaml", f"- id: c\n  kind: person\n  name: {{en: C}}\n  {line}\n", words)

    def kind(written: str, name: str, *words: str) -> Case:
        return Case(name, "actors.yaml", f"- id: c\n  kind: ‸{written}\n  name: {{en: C}}\n", words)

    def id(written: str, name: str, *words: str) -> Case:
        return Case(name, "actors.yaml", f"- id: ‸{written}\n  kind: person\n  name: {{en: C}}\n", words or ("is no id", "lower-case Latin letters"))

    def record(text: str, name: str, *words: str) -> Case:
        return Case(name, "actors.yaml", text, words)

    dates = {
        "digits run together": "20050324", "one-digit month": "2005-3-24", "a time of day": "2005-03-24T00:00:00Z", "slashes": "24/03/2005",
        "American": "03/24/2005", "no year zero": "0000", "month 13": "2005-13", "30 February": "2005-02-30", "29 February 1900": "1900-02-29",
        "31 April": "2010-04-31", "day zero": "2005-03-00", "a letter O": "20O5", "a dash between years": "2005–2010", "before Christ": "-0044",
        "an interval with an open end": "2005/", "an interval turned round": "2010/2005", "three dates": "2001/2002/2003", "words": "yesterday",
        "season": "2005-spring", "century": "20th century", "two marks": "2005~?", "mark before": "~2005", "Arabic digits": "٢٠٠٥", "full-width": "２００５",
        "a float": "2005.0", "five digits": "20055", "two digits": "05", "ongoing birth": "ongoing", "unknown birth": "unknown", "a list": "[2005]",
        "a mapping": "{year: 2005}", "turned round": "24-03-2005", "hexadecimal": "0x7D5", "trailing words": "2005-03-24 (?)",
    }
    return [
        *(actor(f"start: ‸{written}", f"date: {name}", "`start`", "where a text is expected" if written[0] in "[{" else
                "not a day" if name in ("no year zero", "month 13", "30 February", "29 February 1900", "31 April", "day zero") else
                "ends before it starts" if name == "an interval turned round" else "not a date") for name, written in dates.items()),
        actor("end: ‸ongoing", "date: ongoing death", "not a date"),
        kind("123", "kind: a number", "is no kind", "joined by underscores"), kind("true", "kind: a truth", "no kind of actor `true`"),
        kind("2005-03-24", "kind: a date", "is no kind"), kind("Person", "kind: a capital", "is no kind"),
        kind("pers-on", "kind: a hyphen", "is no kind"), kind("{a: b}", "kind: a mapping", "a mapping where a text"),
        kind("реrsоn", "kind: Cyrillic look-alikes", "is no kind"), kind("gruop", "kind: two letters swapped", "did you mean `group`"),
        kind("person\u200b", "kind: zero-width space", "is no kind"),
        id("roza_otunbayeva", "id: underscore"), id("c-", "id: hyphen at the end"), id("c--d", "id: two hyphens"), id("C", "id: capital"),
        id("é", "id: accent"), id("с", "id: Cyrillic es"), id("c\u202ed", "id: turned round"), id("c\u2066d", "id: isolated"), id("c\u200bd", "id: zero width"),
        id("c\u00a0d", "id: no-break space"), id("c/../d", "id: a path"), id("<script>", "id: markup"), id("'c,d'", "id: a comma"), id("c.d", "id: a full stop"),
        id("c‐d", "id: a typographic hyphen"), id("ｃ", "id: full-width letter"), id("''", "id: empty text"), id("３", "id: full-width digit"),
        id("'c '", "id: space at the end"), id("ı", "id: dotless i"), id("[c]", "id: a list", "a list where a text"),
        id("x" * 500, "id: five hundred letters", "characters, at most"),
        Case("id: of another by a different case", "actors.yaml", "- id: ‸Aida-One\n  kind: person\n  name: {en: C}\n", ("is no id",)),
        actor("wikidata: ‸q57424", "wikidata: small letter", "Q57424"), actor("wikidata: ‸Q0", "wikidata: nought", "Q57424"),
        actor("wikidata: ‸https://example.org/wiki/Q42", "wikidata: an address", "Q57424"), actor("wikidata: ‸[Q42]", "wikidata: a list", "a list where"),
        actor("aliases: ‸{en: A}", "aliases: languages", "a list is expected"), actor("aliases: [‸[a]]", "aliases: a list in a list", "item 1 of `aliases`"),
        actor("aliases: [a, ‸{b: c}]", "aliases: a mapping in it", "item 2 of `aliases`"), actor("aliases: [‸'']", "aliases: an empty one", "is empty"),
        actor('aliases: [‸"\\u202Eevil"]', "aliases: turned round by an escape", "U+202E"),
        actor('note: {en: ‸"a\\u200Bb"}', "note: an escaped zero width", "U+200B", "delete"),
        actor("agreement: ‸feminine", "agreement: a text", "fields are expected"), actor("agreement: {en: feminine, ‸de: feminine}", "agreement: another language", "`de`"),
        actor("agreement: {ru: ‸she}", "agreement: another word", "feminine"), actor("note: ‸a text", "note: no languages", "write {en: a text}"),
        actor("note: ‸{ru: нет}", "note: no English", "`en` is missing"), actor("note: {en: ‸[a]}", "note: a list", "a list where a text"),
        actor("note: {en: ‸{en: a}}", "note: languages in a language", "a mapping where a text"),
        actor("‸born: 1950", "an unknown key that another program has", "no field `born`", "write one of id, kind"),
        actor("‸Start: 1950", "a key with a capital", "did you mean `start`"), actor("‸stаrt: 1950", "a key with a Cyrillic a", "no field", "start"),
        actor("‸name.en: C", "a key with a dot", "no field `name.en`"), actor("‸'': C", "an empty key", "no field"),
        actor("‸null: C", "null as a key", "no field `null`"), actor("‸1: C", "a number as a key", "no field `1`"),
        actor("? ‸complex\n  : key", "a key behind a question mark", "no field `complex`"),
        actor("‸kind: group", "a second kind", "a second time, after line"), actor("‸id: d", "a second id", "`id` stands here a second time"),
        actor("note: ‸&n {en: a}", "an anchor on a mapping", "anchor (&)"), actor("note: ‸*n", "an alias of nothing", "alias (*)"),
        actor("note: {en: ‸!!binary aGk=}", "binary", "tag (!)"), actor("note: ‸!!set {‸a, ‸b}", "a set", "tag (!)"),
        actor("start: ‸!!timestamp 2001-01-01", "a timestamp", "tag (!)"), actor("start: ‸!<tag:yaml.org,2002:str> 2001", "a tag in full", "tag (!)"),
        actor("note: {en: a, ‸b c}", "a comma within a flow text", "stands where a key is expected", "quotation marks"),
        actor("note: {en: ‸[a}", "brackets crossed", "the [ opened here"),
        actor("note: ‸`code`", "a backtick", "cannot begin with `"), actor("note: ‸%d", "a per cent sign", "cannot begin with %"),
        actor("start: 2005‸: about", "two colons on a line", "colon", "quotation marks"),
        actor("note:\n    ‸- en: a", "languages as a list", "a list where languages"),
        actor("note: {en: \"a\\x‸\"}", "a half escape", "backslash"), actor("note: {en: ‸\"a}", "a quotation mark in a flow", "quotation mark opens here"),
        record("- id: c\n  kind: person\n ‸name: {en: C}\n", "one space too few", "indented differently"),
        record("- id: c\n  kind: person\n   name‸: {en: C}\n", "one space too many", "indented differently"),
        record("- id: c\n  kind: person\n‸\tname: {en: C}\n", "a tab in the third line", "a tab"),
        record("- id: c\n  kind: per‸\x7fson\n", "DEL", "U+007F"), record("- id: c\n  kind: ‸\ufffeperson\n", "a non-character", "U+FFFE"),
        record("- id: c\n  kind: a‸\x85b\n", "next line of mainframes", "U+0085"), record("- id: c\n  kind: a‸\u2029b\n", "paragraph separator", "U+2029"),
        record("- id: c\n  ‸\ufeffkind: person\n", "a byte order mark in the middle", "U+FEFF"), record("- id: c‸\r  kind: person\n", "a line end of old Macs", "U+000D"),
        record("- id: c\n  kind: ‸\x1bperson\n", "escape", "U+001B"),
        record("- ‸|\n  id: c\n", "a record as a folded text", "is no record"),
        record("- ‸'id: c'\n", "a record in quotation marks", "is no record"), record("- ‸[id, c]\n", "a record as a list", "a list is no record"),
        record("- ‸2005\n", "a number for a record", "is no record"), record("- ‸{}\n", "an empty mapping", "`id` is missing", "`kind` is missing"),
        record("- ‸null\n", "null for a record", "is no record"), record("- ‸~\n", "a tilde for a record", "is no record"),
        record("- id: c\n  kind: person\n  name: {en: C}\n- id: ‸c\n  kind: person\n  name: {en: D}\n", "one id twice among the new", "is taken by the record"),
        record("- ‸id: c\n  start: ‸x\n  wikidata: ‸x\n  ‸y: x\n", "five in one record", "`kind` is missing", "`name` is missing", "not a date", "Q57424", "no field `y`"),
        record("".join(f"- id: c{n}\n  kind: person\n  name: {{en: C{n}}}\n  start: ‸{n}\n" for n in range(20)), "twenty in a row", "'7' is not a date", "'19'"),
        record("‸<<<<<<< HEAD\n- id: c\n  kind: person\n  name: {en: C}\n=======\n- id: c\n  kind: group\n  name: {en: C}\n>>>>>>> theirs\n",
               "a conflict of whole records", "a merge has left a conflict"),
        record("- id: c\n‸<<<<<<< HEAD\n  kind: person\n||||||| base\n  kind: body\n=======\n  kind: group\n>>>>>>> theirs\n  name: {en: C}\n",
               "a conflict of three", "a merge has left a conflict"),
    ]


def _ties() -> list[Case]:
    def tie(lines: str, name: str, *words: str, claims: str = "[{document: paper}]") -> Case:
        return Case(name, "relations.yaml", "- id: t\n  source: aida-one\n  target: bolot-two\n  kind: supports\n"
                    + (f"  claims: {claims}\n" if claims else "") + (f"  {lines}\n" if lines else ""), words)

    def ends(text: str, name: str, *words: str) -> Case:
        return Case(name, "relations.yaml", f"- {text}\n  claims: [{{document: paper}}]\n", words)

    return [
        ends("‸target: bolot-two\n  kind: supports", "tie: no source", "`source` is missing"), ends("‸source: aida-one\n  kind: supports", "tie: no target", "`target` is missing"),
        ends("‸source: aida-one\n  target: bolot-two", "tie: no kind", "`kind` is missing"),
        ends("source: ‸nobody-one\n  target: ‸nobody-two\n  kind: supports", "tie: both ends dangle", "no actor `nobody-one`", "no actor `nobody-two`"),
        ends("source: ‸aida‐one\n  target: bolot-two\n  kind: supports", "tie: an end with another hyphen", "did you mean `aida-one`"),
        ends("source: ‸аida-one\n  target: bolot-two\n  kind: supports", "tie: an end with a Cyrillic a", "did you mean `aida-one`"),
        ends("source: ‸[aida-one]\n  target: bolot-two\n  kind: supports", "tie: an end as a list", "a list where a text"),
        ends("source: aida-one\n  target: bolot-two\n  kind: ‸accuse", "tie: nearly a kind", "did you mean `accuses`"),
        ends("source: aida-one\n  target: bolot-two\n  kind: ‸alliance", "tie: a family for a kind", "no kind of tie"),
        ends("source: aida-one\n  target: bolot-two\n  kind: ‸[supports, accuses]", "tie: two kinds", "a list where a text"),
        tie("", "claims: a text", "a list is expected", claims="‸paper"), tie("", "claims: a mapping", "a list is expected", claims="‸{document: paper}"),
        tie("", "claims: a list of texts", "item 1 of `claims`", claims="[‸paper]"), tie("", "claims: a list in a list", "item 1 of `claims`", claims="[‸[paper]]"),
        tie("", "claim: no document", "`document` is missing", claims="[‸{quote: a}]"), tie("", "claim: an unknown key", "a claim has no field `qoute`", "did you mean `quote`", claims="[{document: paper, ‸qoute: a}]"),
        tie("", "claim: an unknown document", "no document `papers`", "did you mean `paper`", claims="[{document: paper}, {document: ‸papers}]"),
        tie("", "claim: a document by its title", "is no id", claims="[{document: ‸The Paper}]"), tie("", "claim: two documents", "a list where a text", claims="[{document: ‸[paper, gazette]}]"),
        tie("", "claim: a bad date", "not a date", claims="[{document: paper, date: ‸Monday}]"), tie("", "claim: an empty quotation", "is empty", claims="[{document: paper, quote: ‸''}]"),
        tie("", "claim: a quotation as a list", "a list where a text", claims="[{document: paper, quote: ‸[a, b]}]"), tie("", "claim: another stance", "did you mean `denies`", claims="[{document: paper, stance: ‸denied}]"),
        tie("", "claim: a stance of truth", "cannot be 'true'", claims="[{document: paper, stance: ‸true}]"), tie("", "claim: a key twice", "a second time", claims="[{document: paper, quote: a, ‸quote: b}]"),
        tie("", "claim: nobody in by", "`by` is empty", claims="[{document: paper, ‸by: }]"), tie("", "claim: a page in languages", "a mapping where a text", claims="[{document: paper, page: ‸{en: a}}]"),
        tie("", "claim: null", "item of `claims` is empty", claims="[‸null]"), tie("", "claims: none", "nobody says so", claims="‸[]"),
        tie("", "claim: of eleven hundred letters", "at most 1000", claims="[{document: paper, quote: ‸" + "x" * 1100 + "}]"),
        tie("role: ‸adviser", "role: a text", "write {en: adviser}"), tie("role: ‸{ru: советник}", "role: no English", "`en` is missing"),
        Case("tie: a date and a start", "relations.yaml", "- ‸id: t\n  source: aida-one\n  target: bolot-two\n  kind: supports\n  date: 2010\n  start: 2009\n  claims: [{document: paper}]\n", ("both `date`", "keep one")),
        Case("tie: a date and an end", "relations.yaml", "- ‸id: t\n  source: aida-one\n  target: bolot-two\n  kind: supports\n  date: 2010\n  end: ongoing\n  claims: [{document: paper}]\n", ("both `date`",)),
        tie("date: ‸unknown", "tie: an unknown date", "not a date"), tie("date: ‸ongoing", "tie: an ongoing date", "not a date"), tie("start: ‸ongoing", "tie: an ongoing start", "not a date"),
        tie("end: ‸now", "tie: until now", "not a date"), tie("end: ‸Ongoing", "tie: ongoing with a capital", "not a date"), tie("end: ‸present", "tie: until the present", "not a date"),
        tie("‸status: contested", "tie: a written status", "no field `status`"), tie("‸weight: 3", "tie: a weight", "no field `weight`"), tie("‸sources: [paper]", "tie: sources", "no field `sources`", "did you mean `source`"),
        tie("‸claim: [{document: paper}]", "tie: claim for claims", "did you mean `claims`"),
        tie("end: ‸2004\n  start: 2005", "tie: ends before it starts", "before it starts"), tie("‸source: bolot-two", "tie: a second source", "a second time"),
        Case("tie: to itself", "relations.yaml", "- id: t\n  source: aida-one\n  target: ‸aida-one\n  kind: supports\n  date: 2010\n  claims: [{document: paper}]\n", ("tied to itself",)),
        tie("", "claim: forty-one words", "41 words", claims="[{document: paper, quote: ‸" + " ".join(["word"] * 41) + "}]"),
        tie("", "claim: a voice that looks like an id", "looks like an id", claims="[{document: paper, by: ‸bolot-too}]"),
        *(Case(f"tie: an id with {name}", "relations.yaml", f"- id: ‸{written}\n  source: aida-one\n  target: bolot-two\n  kind: supports\n  date: 2010\n  claims: [{{document: paper}}]\n", ("is no id of a tie",))
          for name, written in {"a comma": "a,b", "a space": "a b", "a capital": "A", "a query": "a&b", "markup": "<b>", "a look-alike": "а"}.items()),
        Case("tie: an id that is taken by a derived one", "relations.yaml", "- id: ‸aida-one.supports.bolot-two.2005\n  source: bolot-two\n  target: aida-one\n  kind: supports\n  date: 2010\n  claims: [{document: paper}]\n", ("is taken by the record",)),
        Case("tie: told twice", "relations.yaml", "- ‸source: aida-one\n  target: bolot-two\n  kind: supports\n  start: 2005\n  claims: [{document: paper}]\n", ("has the same ends, kind and beginning",)),
    ]


def _others() -> list[Case]:
    def document(line: str, name: str, *words: str) -> Case:
        return Case(f"document: {name}", "documents.yaml", f"- id: d\n  title: D\n  {line}\n", words)

    def event(text: str, name: str, *words: str) -> Case:
        return Case(f"event: {name}", "events.yaml", text, words)

    def day(line: str, name: str, *words: str) -> Case:
        return event(f"- id: e\n  name: {{en: E}}\n  date: 2010\n  claims: [{{document: paper}}]\n  {line}\n", name, *words)

    def kind(text: str, name: str, *words: str) -> Case:
        lines = {"label": "{en: x}", "reading": "{en: '{source} x {target}'}", "past": "{en: '{source} x {target}'}", "family": "rivalry"}
        lines = {key: value for key, value in lines.items() if f"{key}:" not in text.replace(HERE, "")}
        return Case(f"kind: {name}", "vocabulary.yaml", "  - id: x\n" + "".join(f"    {key}: {value}\n" for key, value in lines.items()) + f"    {text}\n", words)

    return [
        *(document(f"url: ‸{written}", f"address {name}", "is not a web address", "https://") for name, written in {
            "that is a script": "javascript:alert(1)", "with a space": "https://example.org/a b", "of a file": "file:///etc/passwd", "without its scheme": "www.example.org",
            "with a quotation mark": "'https://example.org/\"x'", "of data": "data:text/html,x", "with a newline": '"https://example.org/\\nx"'}.items()),
        document("date: ‸14 June 2010", "a date in words", "not a date"), document("language: ‸[en, ru]", "two languages", "a list where a text"),
        document("‸authors: A", "authors", "did you mean `author`"), document("standpoint: ‸neutral", "a standpoint without languages", "write {en: neutral}"),
        document("licence: ‸{en: free}", "a licence in languages", "a mapping where a text"), document("‸publisher:", "an empty publisher", "`publisher` is empty"),
        document("‸license: free", "American spelling", "did you mean `licence`"), document('author: ‸"a\\u202Eb"', "an author turned round", "U+202E"),
        Case("document: no title", "documents.yaml", "- ‸id: d\n", ("`title` is missing",)), Case("document: a title in languages", "documents.yaml", "- id: d\n  title: ‸{en: D}\n", ("a mapping where a text",)),
        Case("document: one that is there", "documents.yaml", "- id: ‸paper\n  title: P\n", ("is taken by the record",)),
        event("- ‸id: e\n  name: {en: E}\n  claims: [{document: paper}]\n", "no time", "needs a place on the time axis"),
        event("- ‸id: e\n  name: {en: E}\n  date: 2010\n  start: 2010\n  claims: [{document: paper}]\n", "two times", "either `date` or `start`"),
        event("- ‸id: e\n  name: {en: E}\n  date: 2010\n  end: 2011\n  claims: [{document: paper}]\n", "a date and an end", "both `date`"),
        day("actors: ‸aida-one", "actors as a text", "a list is expected"), day("actors: [aida-one, ‸aida-too]", "an actor that is nobody", "did you mean `aida-one`"),
        day("actors: [‸{id: aida-one}]", "an actor as a mapping", "item 1 of `actors`"), day("‸participants: [aida-one]", "participants", "no field `participants`"),
        event("- id: e\n  name: ‸{ru: E}\n  date: 2010\n  claims: [{document: paper}]\n", "no English name", "`en` is missing"),
        event("- id: e\n  name: {en: E}\n  start: 2010\n  end: ‸2009\n  claims: [{document: paper}]\n", "ends before it starts", "before it starts"),
        kind("family: ‸rivalries", "a family that is none", "did you mean `rivalry`"), kind("sign: ‸2", "a sign of two", "cannot be '2'"), kind("sign: ‸hostile", "a sign in words", "cannot be 'hostile'"),
        kind("directed: ‸maybe", "perhaps directed", "true or false"), kind("sources: [person, ‸persn]", "ends of no kind", "no kind of actor `persn`"), kind("sources: ‸person", "ends as a text", "a list is expected"),
        kind("reading: ‸{ru: 'x'}", "no English reading", "`en` is missing"), kind("reading: {en: ‸'{source} x'}", "a reading without its target", "does not name the target"),
        kind("‸colour: '#000000'", "a colour of its own", "no field `colour`"), kind("label: ‸x", "a label without languages", "write {en: x}"),
        Case("kind: an id with a hyphen", "vocabulary.yaml", "  - id: ‸x-y\n    label: {en: x}\n    reading: {en: '{source} x {target}'}\n    past: {en: '{source} x {target}'}\n    family: rivalry\n", ("is no kind",)),
        Case("kind: one that is there", "vocabulary.yaml", "  - id: ‸supports\n    label: {en: x}\n    reading: {en: '{source} x {target}'}\n    past: {en: '{source} x {target}'}\n    family: rivalry\n", ("is taken by the record",)),
    ]


def _whole() -> list[Case]:
    def actors(text: str, name: str, *words: str) -> Case:
        return Case(f"file: {name}", "actors.yaml", text, words, whole=True)

    return [
        actors("‸actors:\n  - ‸id: c\n", "a mapping around the list", "not a list of records"), actors("‸just words\n", "words", "not a list of records"),
        actors("‸{\"actors\": []}\n", "JSON", "not a list of records"), actors("‸id,kind,name\nc,person,C\n", "CSV", "not a list of records"),
        actors("‸<!DOCTYPE html><html></html>\n", "a web page", "not a list of records"), actors("- id: c\n  kind: person\n  name: {en: C}\n‸---\n- ‸id: d\n", "two documents", "second YAML document"),
        Case("file: a list for the vocabulary", "vocabulary.yaml", "‸- id: person\n", ("not a mapping of the lists",), True),
        Case("file: an unknown list in the vocabulary", "vocabulary.yaml", GOOD["vocabulary.yaml"] + "‸actor_kind:\n  - id: x\n", ("no list `actor_kind`", "did you mean `actor_kinds`"), True),
        Case("file: a mapping for a list", "vocabulary.yaml", "actor_kinds: ‸{id: person}\n", ("`actor_kinds` is no list",), True),
        Case("layout: half a file", "layout.json", '{"aida-one": [1, ‸', ("no JSON", "python -m graph layout"), True),
        Case("layout: three coordinates", "layout.json", '{‸"aida-one": [1, 2, 3]}', ("not two numbers",), True),
        Case("layout: texts", "layout.json", '{‸"aida-one": ["1", "2"]}', ("not two numbers",), True),
        Case("layout: no number", "layout.json", '{‸"aida-one": [NaN, 0]}', ("not two numbers",), True),
        Case("layout: of nobody", "layout.json", '{‸"nobody": [1, 2]}', ("does not exist",), True),
    ]


CASES: tuple[Case, ...] = (*_actors(), *_ties(), *_others(), *_whole())


def _bytes() -> list[tuple[str, str, bytes, str, str]]:
    """(name, file, content, place, words) of files that are no text in UTF-8."""
    text = GOOD["actors.yaml"]
    russian = text.index("Аида")
    before = text[:russian]
    at = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    return [
        ("cp1251", "actors.yaml", text.encode("cp1251", "replace"), at, "not UTF-8"), ("KOI8-R", "actors.yaml", text.encode("koi8-r", "replace"), at, "not UTF-8"),
        ("UTF-16 little-endian", "actors.yaml", text.encode("utf-16"), "1:1", "UTF-16"), ("UTF-16 big-endian", "actors.yaml", b"\xfe\xff" + text.encode("utf-16-be"), "1:1", "UTF-16"),
        ("UTF-16 without a mark", "actors.yaml", text.encode("utf-16-le"), "1:1", "UTF-16"), ("UTF-32", "actors.yaml", text.encode("utf-32"), "1:1", "UTF-16"),
        ("a letter cut in half", "actors.yaml", text[:russian + 1].encode()[:-1], at, "not UTF-8"), ("an overlong letter", "actors.yaml", b"- id: \xc0\xaf\n", "1:7", "not UTF-8"),
        ("half a surrogate pair", "actors.yaml", b"- id: \xed\xa0\x80\n", "1:7", "not UTF-8"), ("beyond Unicode", "actors.yaml", b"- id: \xf5\x80\x80\x80\n", "1:7", "not UTF-8"),
        ("a picture", "actors.yaml", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "1:1", "not UTF-8"), ("gzip", "actors.yaml", b"\x1f\x8b\x08\x00" + bytes(range(256)), "1:2", "not UTF-8"),
        ("nothing but NUL", "actors.yaml", bytes(4096), "1:1", "U+0000"), ("NUL behind the last record, as after a crash", "actors.yaml", text.encode() + bytes(512), f"{text.count(chr(10)) + 1}:1", "U+0000"),
        ("a position in cp1251", "layout.json", '{"аида": [1, 2]}'.encode("cp1251"), "1:3", "not UTF-8"), ("layout: JSON without end", "layout.json", b"[" * 100_000, "1:1", "no JSON"),
    ]


BYTES = tuple(_bytes())


def _record(body: str) -> Callable[[int], bytes]:
    """A record with a value of this form, `x` of it as long as asked."""
    return lambda size: (body % ("x" * size)).encode()


def _bomb(size: int) -> bytes:
    rows = ["- id: lol", "  a0: &a0 [" + ", ".join(["lol"] * 10) + "]"]
    rows += [f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, max(3, min(40, size // 1000)))]
    return "\n".join(rows).encode() + b"\n"


def _merge_bomb(size: int) -> bytes:
    rows = ["- &b0 {k0: v}"] + [f"- &b{n} {{<<: [{', '.join([f'*b{n - 1}'] * 9)}]}}" for n in range(1, 12)]
    return "\n".join(rows).encode() + b"\n"


LARGE: tuple[Large, ...] = (
    Large("a million brackets", "actors.yaml", lambda n: b"[" * n, ("nested more deeply",)), Large("a million braces", "actors.yaml", lambda n: b"{" * n, ("list of records",)),
    Large("a million dashes", "actors.yaml", lambda n: b"- " * (n // 2), ("nested more deeply",)), Large("a million question marks", "actors.yaml", lambda n: b"? " * (n // 2), ("list of records",)),
    Large("a million levels in a value", "actors.yaml", lambda n: b"- id: " + b"[" * n, ("nested more deeply",)), Large("levels of flow mappings", "actors.yaml", lambda n: b"- id: " + b"{a: " * (n // 4), ("nested more deeply",)),
    Large("a staircase of keys", "actors.yaml", lambda n: ("- " + "\n  ".join(" " * i + "a:" for i in range(int((2 * n) ** 0.5)))).encode(), ("nested more deeply",)),
    Large("a million quotation marks", "actors.yaml", lambda n: b"- id: " + b"'" * (n | 1), ("quotation mark",)), Large("a million colons", "actors.yaml", lambda n: b"- id: " + b": " * (n // 2), ("colon",)),
    Large("a million ampersands", "actors.yaml", lambda n: b"- id: " + b"&a " * (n // 3), ("value has ended",)), Large("a million asterisks", "actors.yaml", lambda n: b"- id: " + b"*a " * (n // 3), ("value has ended",)),
    Large("a million exclamation marks", "actors.yaml", lambda n: b"- id: " + b"!" * n, ("tag",)), Large("a million commas", "actors.yaml", lambda n: b"- id: [" + b"," * n, ("",)),
    Large("a bomb of aliases", "actors.yaml", _bomb, ("alias (*)",)), Large("a bomb of merges", "actors.yaml", _merge_bomb, ("merge key", "alias (*)")),
    Large("20 MB plain", "actors.yaml", _record("- id: c\n  kind: person\n  name: {en: C}\n  note: {en: %s}\n"), ("at most 1000",), 20_000_000),
    Large("20 MB in quotation marks", "actors.yaml", _record("- id: c\n  kind: person\n  name: {en: 'C%s'}\n"), ("at most 1000",), 20_000_000),
    Large("20 MB folded", "actors.yaml", lambda n: b"- id: c\n  kind: person\n  name: {en: C}\n  note:\n    en: >-\n" + b"      xxxxxxxxx\n" * (n // 16), ("at most 1000",), 20_000_000),
    Large("20 MB for an id", "actors.yaml", _record("- id: %s\n  kind: person\n  name: {en: C}\n"), ("at most",), 20_000_000),
    Large("20 MB for a key", "actors.yaml", _record("- id: c\n  kind: person\n  name: {en: C}\n  %s: a\n"), ("no field", "is no YAML", "neither"), 20_000_000),
    Large("20 MB for a date", "actors.yaml", lambda n: b"- id: c\n  kind: person\n  name: {en: C}\n  start: " + b"2" * n + b"\n", ("not a date",), 20_000_000),
    Large("20 MB for an address", "documents.yaml", _record("- id: d\n  title: D\n  url: https://%s\n"), ("at most",), 20_000_000),
    Large("20 MB for an end", "relations.yaml", _record("- source: %s\n  target: bolot-two\n  kind: supports\n  claims: [{document: paper}]\n"), ("at most",), 20_000_000),
    Large("20 MB never closed", "actors.yaml", _record("- id: c\n  name: {en: '%s\n"), ("quotation mark opens here",), 20_000_000),
    Large("15 MiB on one line of JSON, almost as much as is read", "layout.json", lambda n: json.dumps({f"a{i}": [i, i] for i in range(n // 25)}).encode(), ("does not exist",), 14_000_000),
    Large("a hundred thousand empty records", "actors.yaml", lambda n: b"-\n" * (n // 10), ("this record is empty",)),
    Large("fifty thousand keys twice", "actors.yaml", lambda n: b"- id: c\n" + b"  kind: person\n" * (n // 20), ("a second time",)),
    Large("fifty thousand unknown keys", "actors.yaml", lambda n: b"- id: c\n" + b"".join(b"  k%d: a\n" % i for i in range(n // 20)), ("no field",)),
    Large("twenty-five thousand keys, all of them twice", "actors.yaml", lambda n: b"- id: c\n" + b"".join(b"  k%d: a\n" % i for i in range(n // 40)) * 2, ("a second time",)),
    Large("five thousand broken records", "actors.yaml", lambda n: b"- id: [\n" * (n // 200), ("the [ opened here",)),
    Large("ties to ten thousand that nobody knows", "relations.yaml", lambda n: b"".join(
        b"- {source: no%d, target: none%d, kind: supports, claims: [{document: paper}]}\n" % (i, i) for i in range(n // 100)), ("no actor",)),
    Large("one tie ten thousand times", "relations.yaml", lambda n: b"- {source: aida-one, target: bolot-two, kind: supports, claims: [{document: paper}]}\n" * (n // 100), ("has the same ends",)),
    Large("a conflict on every line", "actors.yaml", lambda n: b"<<<<<<< a\n=======\n>>>>>>> b\n" * (n // 300), ("conflict",)),
)


def files(name: str, content: bytes) -> dict[str, bytes]:
    return {**{each: text.encode() for each, text in GOOD.items()}, name: content}


# -- full size, each in its own process ----------------------------------------------------------------------

_ONE = """
import resource, sys, time
from datetime import date
sys.path[:0] = [{root!r}, {root!r} + "/tests"]
from pathlib import Path
from graph.check import check
from graph.load import load
begun = time.process_time()
dataset, problems = load(Path(sys.argv[1]))
problems += check(dataset, date(2026, 11, 22))
print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(problems), sep="\\t")
"""


def measure(content: dict[str, bytes]) -> tuple[float, float, int] | str:
    """(seconds of CPU, MB, problems) of loading and checking this folder in a new process, or how the process died."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in content.items():
            (Path(folder) / name).write_bytes(data)
        ended = subprocess.run([sys.executable, "-c", _ONE.format(root=str(ROOT)), folder], capture_output=True, text=True, timeout=300)
    if ended.returncode:
        return f"ended with {ended.returncode}: {ended.stderr[-300:]}"
    seconds, memory, count = ended.stdout.split("\t")
    return float(seconds), float(memory), int(count)


def main() -> int:
    todo = [(case.name, case.file, case.content()) for case in CASES]
    todo += [(name, file, data) for name, file, data, *_ in BYTES]
    todo += [(each.name, each.file, None) for each in LARGE]
    large = {each.name: each for each in LARGE}
    if sys.argv[1:] == ["large"]:
        todo = [each for each in todo if each[2] is None]
    rows, bad = [], 0
    for name, file, data in todo:
        if data is None:
            data = large[name].make(large[name].full)
        found = measure(files(file, data))
        if isinstance(found, str) or not found[2] or found[0] > 2 or found[1] > 300:
            bad += 1
            print(f"BAD  {name}: {found}", flush=True)
        if not isinstance(found, str):
            rows.append((*found, name))
    for seconds, memory, count, name in sorted(rows, reverse=True)[:8]:
        print(f"{seconds:6.2f} s  {memory:6.0f} MB  {count:6} problems  {name}")
    print(f"Files: {len(todo)}. Slowest: {max(rows)[0]:.2f} s. Most memory: {max(row[1] for row in rows):.0f} MB. Outside of 2 s and 300 MB, or dead: {bad}.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
