"""An English sentence that can still be told in another language: a text that knows the template it was made of."""

from __future__ import annotations

from typing import Any, Callable, Mapping

Translate = Callable[[str], str]


class Said(str):
    """The sentence itself, in English, wherever a text will do; `said` tells it in another language.

    `template` is a text of the catalogues, `values` what stands in its braces; those may be such sentences again.
    Called `_` where it is used, by which the texts are found that want a translation.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: object) -> "Said":
        self = super().__new__(cls, template.format_map(values))
        self.template, self.values = template, values
        return self

    def said(self, translate: Translate) -> str:
        return translate(self.template).format_map({name: said(value, translate) for name, value in self.values.items()})

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.template, dict(self.values))


def _again(template: str, values: dict[str, Any]) -> Said:
    return Said(template, **values)


def said(value: Any, translate: Translate) -> Any:
    """A sentence in the language of `translate`; any other text or number as it is."""
    return value.said(translate) if isinstance(value, Said) else value


def packed(text: str) -> Any:
    """The text as JSON can hold it, to be `unpacked`."""
    return [text.template, {name: packed(value) for name, value in text.values.items()}] if isinstance(text, Said) else text


def unpacked(value: Any) -> Any:
    return Said(value[0], **{name: unpacked(each) for name, each in value[1].items()}) if isinstance(value, list) else value


class Wrong(ValueError):
    """A text that is not what it should be: what is wrong with it, and what to do."""

    def __init__(self, wrong: str, fix: str):
        super().__init__(wrong, fix)
        self.wrong, self.fix = wrong, fix

    def __str__(self) -> str:
        return f"{self.wrong}: {self.fix}"

    def said(self, translate: Translate) -> str:
        return f"{said(self.wrong, translate)}: {said(self.fix, translate)}"
