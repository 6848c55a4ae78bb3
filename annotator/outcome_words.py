"""What is told of a library that was looked over, and of annotations that came from a file."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.i18n import _
from annotator.sentences import N_

FINDINGS: Mapping[str, str] = {
    # mended
    "row_mended": N_("The {kind} {id} was damaged; it is again as the journal has it."),
    "rows_forgotten": N_(
        "What the library had noted beside your notes ({table}) could not be read any more, and was taken out: {count}."
    ),
    "lines_set_aside": N_("Damaged lines of a journal were set aside: {count}, in {path}."),
    "journal_completed": N_("The journal lacked something that the library has, and was completed: {count} entries."),
    "text_mended": N_("The text of “{title}” was missing or damaged; it was made again from the file that was kept."),
    "backup_made": N_("There was no good backup; one was made: {path}"),
    "leftovers_removed": N_("Half-written files of an earlier run were removed: {count}."),
    "closed_to_others": N_("Files could be read by other users of this computer, and now can't: {count}."),
    "index_rebuilt": N_("The search index was damaged; it was made anew."),
    "index_astray": N_("The search index went with another state of the library; it was made anew."),
    "unsaved_brought_in": N_("Changes that could not be saved earlier are in the library now: {count} (from {path})."),
    # left as it is
    "structure_damaged": N_(
        "The library's file is damaged ({reason}). “annotator doctor --rebuild” makes it anew; the old file is kept."
    ),
    "pointers_broken": N_(
        "The library's file doesn't hold together. “annotator doctor --rebuild” makes it anew; the old file is kept."
    ),
    "row_older": N_(
        "The {kind} {id} was damaged, and so was what the journal told of its last change. It is as it was before that;"
        " a backup may know more: see “backups”."
    ),
    "row_lost": N_("The {kind} {id} is damaged, and the journal doesn't have it. A backup may: see “backups”."),
    "undo_shortened": N_(
        "Steps of undo were damaged, and are passed over from now on: {count}. No note is lost by that."
    ),
    "journal_unwritable": N_(
        "The journal in {path} can't be written. The library holds every change; make it writable."
    ),
    "library_behind": N_(
        "The journal tells of changes that the library doesn't have: {count}. “annotator doctor --rebuild” brings them "
        "in."
    ),
    "text_missing": N_("The text of “{title}” is missing ({path}). Its notes are safe; import the file again."),
    "text_damaged": N_("The text of “{title}” is damaged ({path}). Its notes are safe; import the file again."),
    "revision_lost": N_("An earlier text (revision {number}) of “{title}” is missing or damaged ({path})."),
    "original_lost": N_(
        "The file that “{title}” came from is missing or damaged here. Its text is safe; import it again."
    ),
    "backup_damaged": N_("A backup was damaged; it isn't used any more, and kept as {path}."),
    "open_to_others": N_("{path} can be read by other users of this computer, and that can't be changed ({reason})."),
    "unsaved_left": N_(
        "Changes that were not saved lie in {path} and can't be brought in. The file was left as it is."
    ),
    "line_damaged": N_("Line {number} of {path} can't be read. It was left as it is."),
    "links_loose": N_("Links whose annotations are nowhere to be found were left out: {count}."),
    "history_lost": N_("Undo reaches back to now only: the old library's history can't be read."),
}

ARRIVALS: Mapping[str, str] = {
    # stays as it is
    "older": N_("what is here is as new or newer"),
    "in_trash": N_("it lies in the trash here; “annotator restore {id}” brings it back"),
    "other_reader": N_("it belongs to another reader here"),
    "damaged": N_("it is damaged here; “annotator doctor” tells more"),
    # can't be read
    "no_object": N_("it is no object"),
    "bad_id": N_("its id is none"),
    "bad_version": N_("its version is no number that could be"),
    "bad_time": N_("its times are none"),
    "bad_place": N_("its positions are none"),
    "empty_part": N_("a part of it is empty that can't be"),
    "no_text": N_("it has characters that are no text"),
    "too_big": N_("it is larger than any person's annotation"),
    "says_nothing": N_("it has no passage, no words and no tags"),
    "loose_link": N_("it ties an annotation that isn't here"),
}


def finding_sentence(code: str, params: Mapping[str, object]) -> str:
    """What the doctor found."""
    return _(FINDINGS[code]).format(**params)


def arrival_sentence(code: str, **params: object) -> str:
    """Why an annotation from a file didn't come in."""
    return _(ARRIVALS[code]).format(**params)
