"""What a draft remembers beside the answers to its questions, as one value.

It is stored among the answers, under keys with a leading underscore. Drafts that are open hold
these keys: a key never changes its name or its form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Answers = dict[str, Any]
"""Answers by question, with the notes among them: a draft's JSON."""

KEYS = frozenset(
    (
        "_base",
        "_seen",
        "_held",
        "_warned",
        "_kept",
        "_from",
        "_old",
        "_without",
        "_choosing",
        "_revision",
        "_taken_back",
        "_wanted",
        "_told",
        "_hinted",
        "_together",
        "_stood",
        "_shared",
    )
)


@dataclass(frozen=True)
class SetAside:
    """Words that are no answer yet, and the LINE ids of the messages they came in."""

    text: str = ""
    messages: tuple[str, ...] = ()

    @classmethod
    def of_json(cls, value: dict[str, Any] | None) -> SetAside | None:
        """Read what was stored; None when nothing was."""
        return cls(value["text"], tuple(value["messages"])) if value else None

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"text": self.text, "messages": list(self.messages)}

    def plus(self, text: str, messages: Iterable[str]) -> SetAside:
        """Return these words with others after them, on a line of their own."""
        return SetAside(f"{self.text}\n{text}".strip(), (*self.messages, *messages))


@dataclass(frozen=True)
class DraftNotes:
    """The notes of a draft."""

    base: int | None = None
    """The sent revision (id) whose copy this is."""
    seen: int | None = None
    """A colleague's revision (id) that came meanwhile and of which the person was notified."""
    held: SetAside | None = None
    """Words that came after a long silence and may be an answer or something else, or at the last
    look before sending.
    """
    warned: bool = False
    """Somebody confirmed while words were held, and was told so: confirming again sends without
    them.
    """
    kept: SetAside | None = None
    """A long text that came in place of the status: the summary, once there is a status."""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """From which messages (LINE ids) the answer to a question came."""
    old: Mapping[str, str] = field(default_factory=dict)
    """What was answered to a question before it was asked again."""
    stood: Mapping[str, str] = field(default_factory=dict)
    """What stood ("": nothing) where somebody asked for one question (again) and what is offered is
    something else: what fits of words too long.
    """
    left_out: tuple[int, ...] = ()
    """Evidence (ids) of the sent revision that the next one leaves out."""
    shared: tuple[int, ...] = ()
    """Evidence (ids) that belongs to another draft and was handed in for this one too."""
    choosing: bool = False
    """Somebody was asked which evidence to remove: a number alone then means a piece."""
    taken_back: bool = False
    """A message was unsent from which an answer came, and nobody was told yet that it is gone."""
    wanted: str | None = None
    """The question somebody asked to answer (again): some are asked only then."""
    hinted: bool = False
    """The one hint about the words was given."""
    together: str | None = None
    """When this was shown together with others, to be sent by one confirmation (ISO 8601: the value
    of ``updated_at`` then); a draft that was changed since is not meant by it.
    """
    told_superior: bool = False
    """The officer said that the superior was told, as the plan asks (its follow-up column)."""
    revision: int | None = None
    """Of the form that returns a report: the revision (id) to return."""

    @classmethod
    def from_answers(cls, answers: Answers) -> DraftNotes:
        """Read the notes among a draft's answers; what is absent is empty."""
        if not any(key.startswith("_") for key in answers):
            return _NO_NOTES
        return cls(
            base=answers.get("_base"),
            seen=answers.get("_seen"),
            held=SetAside.of_json(answers.get("_held")),
            warned=answers.get("_warned", False),
            kept=SetAside.of_json(answers.get("_kept")),
            sources={key: tuple(ids) for key, ids in answers.get("_from", {}).items()},
            old=answers.get("_old", {}),
            stood=answers.get("_stood", {}),
            left_out=tuple(answers.get("_without", ())),
            shared=tuple(answers.get("_shared", ())),
            choosing=answers.get("_choosing", False),
            taken_back=answers.get("_taken_back", False),
            wanted=answers.get("_wanted"),
            hinted=answers.get("_hinted", False),
            together=answers.get("_together"),
            told_superior=answers.get("_told", False),
            revision=answers.get("_revision"),
        )

    def to_answers(self, answers: Answers) -> Answers:
        """Return answers with these notes among them, in place of any others; what is empty is left
        out.
        """
        notes = {
            "_base": self.base,
            "_seen": self.seen,
            "_held": self.held.to_json() if self.held else None,
            "_warned": self.warned and self.held is not None,
            "_together": self.together,
            "_kept": self.kept.to_json() if self.kept else None,
            "_from": {key: list(ids) for key, ids in self.sources.items()},
            "_old": dict(self.old),
            "_stood": dict(self.stood),
            "_without": list(self.left_out),
            "_shared": list(self.shared),
            "_choosing": self.choosing,
            "_taken_back": self.taken_back,
            "_wanted": self.wanted,
            "_hinted": self.hinted,
            "_told": self.told_superior,
            "_revision": self.revision,
        }
        return without_notes(answers) | {key: value for key, value in notes.items() if value}

    def holding(self, words: SetAside | None, *, warned: bool = False) -> DraftNotes:
        """Return the notes with these words held, and nobody told of them yet."""
        return replace(self, held=words, warned=warned)

    def with_source(self, key: str, messages: Iterable[str]) -> DraftNotes:
        """Return the notes with the messages an answer came in: when the person takes them back,
        the answer is forgotten.
        """
        others = {name: ids for name, ids in self.sources.items() if name != key}
        ids = tuple(messages)
        return replace(self, sources=others | ({key: ids} if ids else {}))

    def with_old(self, words: Mapping[str, str]) -> DraftNotes:
        """Return the notes with what was answered before to some questions."""
        return replace(self, old={**self.old, **words})

    def offering(self, key: str, fits: str) -> DraftNotes:
        """Return the notes with what fits of words too long, to be offered where their question is
        asked; what stood is not lost by it.
        """
        was_asked = self.wanted == key and key not in self.stood
        stood = {key: self.old.get(key, "")} if was_asked else {}
        return replace(self.with_old({key: fits}), stood={**self.stood, **stood})

    def without_message(self, message_id: str) -> DraftNotes:
        """Return the notes without what came from a message."""
        gone, kept = self.answered_by(message_id), _unless_in(self.kept, message_id)
        return replace(
            self,
            held=_unless_in(self.held, message_id),
            kept=kept,
            taken_back=self.taken_back or bool(gone) or kept != self.kept,
            sources={key: ids for key, ids in self.sources.items() if key not in gone},
            old={key: words for key, words in self.old.items() if key not in gone},
            stood={key: words for key, words in self.stood.items() if key not in gone},
        )

    def answered_by(self, message_id: str) -> frozenset[str]:
        """Return the questions whose answers came from a message."""
        return frozenset(key for key, ids in self.sources.items() if message_id in ids)


def without_notes(answers: Answers) -> Answers:
    """Return the answers to questions alone."""
    return {key: value for key, value in answers.items() if key not in KEYS}


def _unless_in(words: SetAside | None, message_id: str) -> SetAside | None:
    return None if words is not None and message_id in words.messages else words


_NO_NOTES = DraftNotes()
