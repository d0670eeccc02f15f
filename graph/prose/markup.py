"""Sentences with footnotes in them as plain text and as Markdown in which nothing out of the data is markup."""

from __future__ import annotations

import re
from typing import Iterable

Words = tuple[str | int, ...]  # text, with the numbers of footnotes where they stand


def runs(words: Words) -> Iterable[str | list[int]]:
    """Text and runs of footnote numbers, in order."""
    run: list[int] = []
    for word in words:
        if isinstance(word, int):
            run.append(word)
            continue
        if run:
            yield run
            run = []
        yield word
    if run:
        yield run


def text(words: Words) -> str:
    return "".join(run if isinstance(run, str) else f" [{', '.join(map(str, run))}]" for run in runs(words))


def markdown(words: Words) -> str:
    return _opened(
        "".join(_inline(run) if isinstance(run, str) else f" \\[{', '.join(map(str, run))}\\]" for run in runs(words))
    )


def escape(text: str) -> str:
    """Text in which Markdown (CommonMark, GitHub's, Streamlit's) finds no markup, no link and no formula."""
    return _opened(_inline(text))


def _inline(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"[\\`*_{}\[\]<>#|~$&@!]", r"\\\g<0>", text)
    return re.sub(r":(?=[A-Za-z_/+-])|(?<=www)\.", r"\\\g<0>", text)  # :emoji:, :red[…], https://, www.


def _opened(text: str) -> str:
    """No list and no underline at the start of a line."""
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", text)


def plain_url(url: str) -> bool:
    return bool(re.fullmatch(r"(?:https?://|mailto:)[^\s<>\"`\\]+", url))
