"""The few words of our own in an export; whoever calls may hand in a translation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Headings and sentences of an export. `{}` takes a name."""

    introduction: str = "Introduction"
    introduction_to: str = "Introduction to “{}”"
    note: str = "Note"  # in place of the default role, where there is nothing to quote
    untitled: str = "Untitled"
    orphans: str = "Passages not found in this text"
    orphans_why: str = "These were marked in another version of the text. Their words are as they were then."
    moved: str = "The place is to be checked: the text was changed around these words."
    reworded: str = "To be checked: in the text as it was then, “{}” was marked."
    missing: str = "Not found in this text: “{}”"
    untagged: str = "Without a tag"
    undated: str = "Without a date"
    whole_reader: str = "On the whole reader"
    no_annotations: str = "Nothing is marked in this reader yet. Mark a passage or write a note, then export again."
    none_chosen: str = "None of this reader’s annotations are among those chosen for this export."


ENGLISH = Words()
