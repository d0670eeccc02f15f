"""The explorer as static files that any web server can hand out, and that also open from disk.

The map with its data in parts, and pages that need no JavaScript: every actor, year and document, what is contested,
lists, what is about it all; in three languages. The same data, day and address give the same bytes.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Callable, Iterator
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph import view
from graph.formats import FORMATS, Snapshot
from graph.grammar import capitalised
from graph.model import LANGUAGES, Dataset
from graph.page import all_years
from graph.picture import wire
from graph.selection import LIMIT, MOST, Selection
from graph.site import card, parts
from graph.site.book import Book
from graph.site.folder import Folder, NotOurs
from graph.site.pages import pages
from graph.site.pages.actor import ties_of
from graph.site.pages.overall import missing
from graph.site.pages.page import Download, Page
from graph.stamp import stamp

__all__ = ["NotOurs", "publish"]

HERE = Path(__file__).parent
NAMES = {"en": ("English", "EN"), "ru": ("Русский", "РУ"), "ky": ("Кыргызча", "КЫ")}
DOWNLOADS = ("json", "csv", "graphml")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'"

Say = Callable[[str], None]


def publish(
    dataset: Dataset, selection: Selection, target: Path, *, today: datetime.date, base: str | None = None,
    commit: str | None = None, say: Say = lambda text: None,
) -> tuple[int, int]:
    """Writes the part of the dataset that the selection shows in any year into the folder `target`; what the selection
    says of time, language and limit is how the map opens.

    `base` is the address at which the site will stand: canonical links, previews and the site map need it. Returns the
    numbers of files and of those among them that were there already. Raises NotOurs for a folder that holds anything else,
    OSError where the disk refuses, ValueError where there is nothing to publish.
    """
    part = dataset if everything(selection) else all_years(dataset, selection, today)
    if not part.relations:
        raise ValueError("nothing to publish: no tie is in this part of the data")
    with Folder(target) as folder:
        site = _Site(part, selection, today, base.rstrip("/") if base else None, commit, folder, say)
        site.write()
    return len(folder.files), folder.taken_over


def everything(selection: Selection) -> bool:
    """Does it leave nothing out but by time and limit? Then actors without a tie and uncited documents belong to the site."""
    return replace(selection, first=None, last=None, limit=LIMIT, language="en", opened=None) == Selection()


class _Site:
    """What the files of one site share."""

    def __init__(self, part: Dataset, selection: Selection, today: datetime.date, base: str | None, commit: str | None,
                 folder: Folder, say: Say):
        self.part, self.selection, self.today, self.base, self.commit = part, selection, today, base, commit
        self.folder, self.say = folder, say
        self.assets: dict[str, str] = {}  # name → path with the hash of its content
        self.listed: list[str] = []  # local paths of the pages that search engines may list
        self.environment = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, keep_trailing_newline=True,
        )

    def write(self) -> None:
        self.code()
        for language in LANGUAGES:
            self.data(language)
        downloads = list(self.downloads())
        for language in LANGUAGES:
            self.language(language, downloads)
        self.missing()
        self.robots()

    # -- code and data, named by their content so that they may be kept for ever

    def asset(self, name: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        stem, suffix = name.rsplit(".", 1)
        path = f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{suffix}"
        self.assets[name] = path
        self.folder.put(path, data)

    def code(self) -> None:
        here = Path(view.__file__).parent
        self.asset("vis.js", view.vis_script())
        self.asset("view.js", "\n".join((view.script(), (here / "site.js").read_text(encoding="utf-8"))))
        fold = (here / "fold.js").read_text(encoding="utf-8")
        self.asset("list.js", "\n".join((fold, (HERE / "list.js").read_text(encoding="utf-8"))))
        self.asset("site.css", "\n".join((view.style(), (HERE / "site.css").read_text(encoding="utf-8"), families(self.part))))
        self.asset("icon.svg", (HERE.parent / "screen" / "icon.svg").read_text(encoding="utf-8"))

    def data(self, language: str) -> None:
        self.say(f"the map, {language}")
        drawn = wire(self.part, today=self.today, language=language)
        self.asset(f"drawn.{language}.js", parts.script("drawn", parts.drawn(drawn)))
        self.asset(f"words.{language}.js", parts.script("words", parts.words(drawn)))
        if language == LANGUAGES[0]:
            shards = parts.shards(drawn)
            self.shards = [f"claims-{number}.js" for number in range(len(shards))]
            for number, shard in enumerate(shards):
                self.asset(f"claims-{number}.js", parts.script(f"claims-{number}", shard))

    def downloads(self) -> Iterator[Download]:
        """All records, for programs: written in English, which holds the other languages too."""
        self.say("downloads")
        selection = Selection(limit=MOST)
        snapshot = Snapshot.of(self.part, selection, self.today, commit=self.commit, base=self.base and f"{self.base}/")
        for id in DOWNLOADS:
            format = FORMATS[id]
            content = format.write(snapshot)
            path = f"download/bailanysh{format.suffix}"
            self.folder.put(path, content)
            yield Download(path, format.label, format.purpose, size(len(content)))

    # -- pages

    def language(self, language: str, downloads: list[Download]) -> None:
        book = Book(self.part, language, self.today)
        _ = book.gettext
        prefix = prefixes(language)
        self.pictures(book)
        asked = replace(self.selection, language="en", limit=self.selection.limit)
        opened = replace(stamp(self.part, Selection(language=language), self.today, commit=self.commit),
                         link=self.absolute(f"{prefix}index.html") if self.base else None)
        named = [each.in_language(_) for each in downloads]
        made = pages(book, lambda local: self.address(prefix + local), stamp=opened, query=asked.query(), shards=self.shards, downloads=named)
        for number, page in enumerate(made):
            if number % 250 == 0:
                self.say(f"pages, {language}: {number}")
            self.put(page, book)
            if language == LANGUAGES[0]:
                self.listed.append(page.local)

    def pictures(self, book: Book) -> None:
        """What other sites show beside a link; without the site's address no page can name one."""
        self.asset(f"card.{book.language}.png", card.card(book))
        if self.base:
            self.say(f"pictures, {book.language}")
            for actor in map(self.part.actors.__getitem__, card.of_their_own(book)):
                facts = f"{capitalised(book.kind(actor))}. {ties_of(book, actor)}"
                self.asset(f"card.{book.language}.{actor.id}.png", card.actor_card(book, actor, facts))

    def put(self, page: Page, book: Book) -> None:
        path = prefixes(book.language) + page.local
        common = self.assets[f"card.{book.language}.png"]
        own = self.assets.get(f"card.{book.language}.{page.values.get('id')}.png") if page.template == "actor" else None
        page = replace(page, path=path, title=page.title or f"{page.heading} · Bailanysh", picture=own or common)
        self.folder.put(path, self.rendered(page, book, "../" * path.count("/")))

    def rendered(self, page: Page, book: Book, up: str) -> str:
        _ = book.gettext
        prefix = prefixes(book.language)
        local = "index.html" if page.local == "404.html" else page.local
        return self.environment.get_template(f"{page.template}.html").render(
            _=_, page=page, book=book, language=book.language, base=self.base, policy=POLICY,
            menu=[("index.html", _("Map")), ("actors.html", _("Actors")), ("years.html", _("Years")),
                  ("contested.html", _("Contested")), ("documents.html", _("Documents")), ("about.html", _("About"))],
            languages=[{"id": each, "name": NAMES[each][0], "short": NAMES[each][1], "path": prefixes(each) + local} for each in LANGUAGES],
            to=lambda local: up + quote(prefix + local), near=lambda path: up + quote(path),
            asset=lambda name: up + self.assets[name], absolute=self.absolute,
            address=lambda path: self.absolute(path) if self.base else up + quote(path), **page.values,
        )

    def missing(self) -> None:
        """One page for all addresses that lead nowhere, so its own links start at the root of the site."""
        apologies = []
        for language in LANGUAGES:
            _ = Book(self.part, language, self.today).gettext
            apologies.append({"id": language, "text": _("There is nothing at this address. It may be misspelt, or what it named was renamed."),
                              "link": _("To the list of actors"), "path": f"{prefixes(language)}actors.html"})
        book = Book(self.part, LANGUAGES[0], self.today)
        page = replace(missing(book, apologies), path="404.html", title="404 · Bailanysh", picture=self.assets["card.en.png"])
        self.folder.put("404.html", self.rendered(page, book, f"{urlsplit(self.base).path}/" if self.base else "/"))

    # -- addresses

    def absolute(self, path: str) -> str:
        """The page's one address: that of an index is its folder's."""
        folder = path == "index.html" or path.endswith("/index.html")
        return f"{self.base}/{quote(path[: -len('index.html')] if folder else path)}"

    def address(self, path: str) -> str:
        return self.absolute(path) if self.base else path

    def robots(self) -> None:
        lines = ["User-agent: *", "Allow: /"]
        if self.base:
            self.folder.put("sitemap.xml", self.environment.get_template("sitemap.xml").render(
                pages=[[(each, self.absolute(prefixes(each) + local)) for each in LANGUAGES] for local in self.listed],
            ))
            lines.append(f"Sitemap: {self.base}/sitemap.xml")
        self.folder.put("robots.txt", "\n".join(lines) + "\n")


def prefixes(language: str) -> str:
    """The folder of a language: English stands at the root."""
    return "" if language == LANGUAGES[0] else f"{language}/"


def families(part: Dataset) -> str:
    """The colours of the families of ties, for the light and the dark theme."""
    rule = lambda key: "".join(  # noqa: E731
        f".f-{family.id}{{stroke:{getattr(family, key)}}}" for family in part.vocabulary.families.values()
    )
    return f"{rule('colour')}\n@media (prefers-color-scheme:dark){{{rule('colour_dark')}}}\n@media print{{{rule('colour')}}}\n"


def size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1000))} kB"
