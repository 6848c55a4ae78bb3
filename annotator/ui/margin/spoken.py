"""The margin in words: for screen readers, and as tool tips."""

from __future__ import annotations

from annotator.i18n import _
from annotator.ui.margin.note import MarginNote, NoteLink


def chosen_link(note: MarginNote | None, link: str | None) -> NoteLink | None:
    """The link of this id under the note."""
    return next((one for one in note.links if one.id == link), None) if note is not None else None


def invitation(key: str) -> str:
    """What a margin without notes says; `key` writes one."""
    return _("Select a passage and press {key}").format(key=key)


def spoken(note: MarginNote | None, link: str | None, key: str) -> tuple[str, str]:
    """Name and description of the margin: its current note, or that note's chosen link.

    `key` writes a note, where there are none at all; empty where there are some.
    """
    if note is None:
        return _("Margin notes"), invitation(key) if key else ""
    chosen = chosen_link(note, link)
    if chosen is not None:
        return _("Link, {kind}: {text}").format(kind=chosen.kind, text=chosen.words), chosen.page
    text = note.text.strip() or _("empty")
    about = f"{note.about}: " if note.about else ""
    tags = " ".join(f"#{tag}" for tag in note.tags)
    links = ", ".join(f"{one.kind} {one.words}" for one in note.links)
    name = _("Note, {role}: {text}").format(role=note.role_name, text=about + text)
    return name, "; ".join(filter(None, (tags, links)))


def hint(note: MarginNote | None, link: NoteLink | None) -> str:
    """What the hand is over."""
    if link is not None:
        return f"{link.kind}: {link.words}"
    return note.role_name if note is not None else ""
