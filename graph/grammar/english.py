"""English: the article and the number of a name."""

from __future__ import annotations

import re

__all__ = ["inflect", "number"]

# A name that ends in one of these, or has one before "of", "for" or "in", takes "the".
_INSTITUTIONS = set(
    """academy administration agency airport alliance army assembly association authority axis bank base bloc
    building bureau cabinet center centre chamber clan coalition commission committee commonwealth community
    company congress corporation corps council court cross customs department directorate district embassy
    emirates federation force forces foundation front fund government guard headquarters inspectorate institute
    kingdom kremlin leadership league majority mine ministry minority mission movement nations navy network office
    opposition organisation organization parliament party plant police presidency president prosecutor province
    regime region republic secretariat service society staff states tendency tribunal union valley west wing""".split()
)
_OF = re.compile(  # what follows one of these describes the noun before it
    r"\s(?:of|for|in|on|at|to|from|that|who|which|linked|closely|supporting|aligned|backing|held|taken|sent|stationed"
    r"|holding|killed|freed)\s"
)
_NUMBERS = r"two|three|four|five|six|seven|eight|nine|ten|several|both|\d[\d,.]*"
_DETERMINED = re.compile(rf"(?:the|a|an|all|some|{_NUMBERS})\s|['‘’\"“«]", re.I)
_SPOKEN = {"NATO", "UNICEF", "UNESCO", "OPEC", "ASEAN", "APEC"}  # abbreviations read as words take no article

# Words that begin a description rather than a name: small inside a sentence.
_DESCRIPTIVE = set(
    """activists alternative armed army authorities banks border businessmen citizens civil coalition commentators
    companies criminal criminals crowd crowds demonstrators deputies detained detainees drug elections electoral
    electorate elite established ethnic farmers five forces foreign former four further governing government
    governments group groups interim jailed journalists killed law-enforcement lesser-known local masses migrant
    migrants ministers officials opposition parties party peacekeepers people police political politicians pro-
    presidential pro-russian protesters provisional rebels refugees regional residents ruling security several
    soldiers special state students supporters top traditional troops unidentified unknown unnamed victims
    villagers volunteers voters women workers working youth""".split()
)
_PARTICLES = ("al", "bin", "de", "der", "ibn", "kyzy", "uulu", "van", "von")
_PRESS = {"times", "press", "post", "guardian", "journal", "herald", "telegraph", "economist", "diplomat"}
_PLURALS = {"people", "police", "troops", "masses", "men", "women", "refugees", "thugs", "children"}
_SINGULAR_IN_S = {
    "states", "nations", "times", "news", "corps", "headquarters", "customs", "emirates", "netherlands", "philippines",
    "affairs", "politics", "economics", "sports", "series", "services", "systems", "industries", "holdings", "airlines",
    "airways", "partners", "associates", "communications", "resources", "technologies",
}  # fmt: skip


def inflect(name: str, case: str, kind: str | None = None) -> str:
    """The name inside a sentence: with its article, a description begun small."""
    if kind == "role":
        return name
    if _DETERMINED.match(name):
        quoted = kind == "person" and name[0] in "'‘\"“"
        return f"the {_small(name)}" if quoted else _small(name) if kind != "media" else name
    described = _described(name, kind)
    if kind == "person":
        return f"the {_small(name) if _begins_small(name) else name}" if described else name
    shown = _small(name) if described and _begins_small(name) else name
    return f"the {shown}" if _needs_article(name, kind) else shown


def _described(name: str, kind: str | None) -> bool:
    """Is it a description (protesters in Osh) rather than a name (Ata Meken)? Then a word after the first is small."""
    words = re.sub(r"\s*[(,].*", "", name).split()
    if len(words) < 2:
        return kind in ("group", "coalition", "armed_force", "body")
    if words[:2] == ["Party", "of"]:
        return False
    return words[1][0].islower() and words[1] not in _PARTICLES or kind in ("group", "armed_force", "site")


def _begins_small(name: str) -> bool:
    return re.split(r"[\s-]", name, maxsplit=1)[0].lower() in _DESCRIPTIVE or name.split()[0].lower() in _DESCRIPTIVE


def _small(name: str) -> str:
    if len(name) < 2:
        return name
    at = 1 if name[0] in "'‘\"“" else 0
    if name[at + 1 : at + 2].isupper():
        return name
    return name[:at] + name[at].lower() + name[at + 1 :]


def _head(name: str) -> str:
    """The words up to and with the noun that the rest describes: Ministry, of "Ministry of Finance (2010)"."""
    plain = re.sub(r"\s*[(,].*", "", name)
    return _OF.split(plain, maxsplit=1)[0]


def _needs_article(name: str, kind: str | None) -> bool:
    head = _head(name)
    words = head.split()
    owner = re.compile(r"(?!(?:people|worker|women|veteran|general|president|mayor)['s’])\w.*(?:['’]s|s['’])$", re.I)
    if not words or any(owner.match(word) for word in words[:-1]):
        return False
    last = words[-1].lower()
    if len(words) == 1 and re.fullmatch(r"[A-Z]{2,6}", words[0]):
        return words[0] not in _SPOKEN and kind in ("organisation", "body", "state", "armed_force", None)
    if number(name, kind) == "plural" or kind == "place" and last not in ("valley", "region", "district", "province"):
        return False
    if kind == "media":
        return last in _PRESS or bool(_OF.search(name)) and last in _INSTITUTIONS
    if len(words) > 1 and words[-1][0].islower():
        return True
    if last in ("university", "house", "group", "bank"):
        return bool(_OF.search(name)) or last == "house"
    if kind == "company" and not _OF.search(name):
        return False
    return last in _INSTITUTIONS


def number(name: str, kind: str | None = None) -> str:
    """ "plural" for names of several (protesters, police, two banks), else "singular"."""
    if kind in ("person", "state", "media", "place"):
        return "singular"
    words = _head(name).lower().replace("'", "").split()
    if not words or words[0] in ("for", "against"):
        return "singular"
    if any(re.fullmatch(_NUMBERS, word) for word in words[:3]) and any(word.endswith("s") for word in words):
        return "plural"
    if words[0] == "ethnic" and kind == "group":
        return "plural"
    last = words[-1]
    if last in _SINGULAR_IN_S or last.endswith(("ss", "us", "is")):
        return "singular"
    if kind in ("group", "armed_force", "site", "movement", "coalition") and last in _PLURALS:
        return "plural"
    if kind in ("party", "organisation", "body", "company"):
        return (
            "plural"
            if last in ("parties", "ngos", "commissions", "companies", "banks", "governments", "democrats")
            else "singular"
        )
    return "plural" if last.endswith("s") else "singular"
