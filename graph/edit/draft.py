"""Changes on their way to the disk: what was read, what it says by now, and each step between, to be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Mapping

from graph.edit.across import Files, differing
from graph.edit.merging import Clash, merged
from graph.edit.pieces import EditRefused
from graph.said import Said as _

MOST = 100  # steps that can be taken back


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what it is called, and the files that it touched, before and after."""

    title: str
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """`base` are the files as they stand on the disk, `now` as they shall stand there."""

    base: Files
    now: Files
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    stored: tuple[Step, ...] = ()  # the steps that the disk knows of

    @classmethod
    def of(cls, files: Files) -> "Draft":
        return cls(files, files)

    @property
    def changed(self) -> bool:
        return any(differing(self.base, self.now))

    @property
    def news(self) -> list[str]:
        """What is new since it was last saved, in words: steps done, and steps taken back."""
        same = 0
        while same < min(len(self.done), len(self.stored)) and self.done[same] is self.stored[same]:
            same += 1
        return [*(f"Taken back: {step.title}" for step in reversed(self.stored[same:])), *(step.title for step in self.done[same:])]

    def saved(self, files: Files) -> "Draft":
        """The draft when the disk says this, its own changes among it."""
        return replace(self, base=files, now=files, stored=self.done)

    def step(self, title: str, files: Files) -> "Draft":
        """With a change more; what was taken back before it cannot be brought back any more."""
        names = list(differing(self.now, files))
        if not names:
            return self
        made = Step(title, {name: self.now.get(name, "") for name in names}, {name: files[name] for name in names})
        return replace(self, now=files, done=(*self.done, made)[-MOST:], undone=())

    def undo(self) -> "Draft":
        """Without the last step. Raises EditRefused where the same record has been changed since, by somebody else."""
        last = self.done[-1]
        return replace(self, now=self._with(last.after, last.before, last.title), done=self.done[:-1], undone=(*self.undone, last))

    def redo(self) -> "Draft":
        again = self.undone[-1]
        return replace(self, now=self._with(again.before, again.after, again.title), done=(*self.done, again), undone=self.undone[:-1])

    def on(self, files: Files) -> "Draft":
        """The same changes on files that have become others. Raises EditRefused where they touch the same record."""
        now = dict(files)
        for name in differing(self.base, self.now):
            both = merged(self.base.get(name, ""), self.now[name], files.get(name, ""))
            if isinstance(both, Clash):
                raise EditRefused(_("{file} has changed on the disk where you changed it too.", file=name))
            now[name] = both
        return replace(self, base=files, now=now)

    def _with(self, old: Mapping[str, str], new: Mapping[str, str], title: str) -> dict[str, str]:
        now = dict(self.now)
        for name in new:
            both = merged(old[name], new[name], now.get(name, ""))
            if isinstance(both, Clash):
                raise EditRefused(_("The same record has been changed since: “{title}” cannot be taken back by itself.", title=title))
            now[name] = both
        return now
