"""The sentences that people read, made at the edge from the codes that the rooms below raise and name.

An error's sentence says what happened, what is safe, and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotator.errors import UserError
from annotator.export_words import EXPORTS
from annotator.i18n import _
from annotator.model.annotation import ROLES, Role
from annotator.model.report import Doubt

# Marks a string for translation where it is only translated later, when it is shown.
N_: Callable[[str], str] = str

ERRORS: Mapping[str, str] = {
    **EXPORTS,
    # files that come in
    "file_not_found": N_("There is no file {path}. Nothing was changed; check the name and try again."),
    "is_a_folder": N_("{path} is a folder. Name a text file inside it."),
    "file_unreadable": N_("{path} can't be read ({reason}). Nothing was changed; check that you may open the file."),
    "empty_file": N_("{name} is empty: there is no text in it. Nothing was added to the library."),
    "not_a_text_file": N_(
        "{name} is not a text ({kind}). Nothing was added; open it in its own program and save it as plain text."
    ),
    "pdf_locked": N_(
        "{name} is locked with a password. Nothing was added; open it in a PDF program with the password, save or "
        "print it without one, and import that file."
    ),
    "pdf_damaged": N_(
        "{name} is damaged: it can't be read as a PDF. Nothing was added; get the file anew, or open it in a PDF "
        "program and save it again."
    ),
    "pdf_without_pages": N_("{name} is a PDF without any page. Nothing was added to the library."),
    "pdf_too_many_pages": N_(
        "{name} has too many pages ({pages}; at most {limit}). Nothing was added; split it in a PDF program, and "
        "import the parts."
    ),
    "pdf_page_too_large": N_(
        "Page {page} of {name} is larger than a page can be. Nothing was added; print the file to a new PDF in an "
        "ordinary paper size, and import that."
    ),
    "pdf_pictures": N_(
        "The pages of {name} are pictures (a scan): there is no text in them to read. Nothing was added; let a program "
        "for text recognition (OCR) put the text behind the pictures, and import the file that it makes."
    ),
    "pdf_without_text": N_("There is no text on the pages of {name}, only drawings. Nothing was added to the library."),
    "pdf_unreadable_fonts": N_(
        "The fonts of {name} don't tell which letters they show, so its text can't be read. Nothing was added; let a "
        "program for text recognition (OCR) read the pages, and import the file that it makes."
    ),
    "file_too_big": N_(
        "{name} is too large to be a text ({size} bytes; at most {limit}). Nothing was added to the library."
    ),
    "document_locked": N_(
        "{name} is protected with a password. Nothing was added; open it in its own program, save a copy without "
        "the password, and import that."
    ),
    "old_word_file": N_(
        "{name} is a Word file of the old kind (before 2007). Nothing was added; open it in a word processor, save it "
        "as .docx, and import that."
    ),
    "no_document_part": N_(
        "{name} is an Office file without a text document in it. Nothing was added; check that it is a Word file."
    ),
    "archive_damaged": N_(
        "{name} is damaged and can't be unpacked ({reason}). Nothing was added to the library; get the file again "
        "where you have it from."
    ),
    "archive_doubled": N_(
        "{name} is damaged: it has two different parts of the name {part}. Nothing was added to the library; get the "
        "file again where you have it from."
    ),
    "archive_locked": N_(
        "{name} is locked with a password. Nothing was added to the library; open it in its own program, save it "
        "without the password, and import that."
    ),
    "archive_too_big": N_(
        "{name} would unpack to more than any text needs ({part}). It was not unpacked, and nothing was added to the "
        "library; get the file from a source that you trust."
    ),
    "part_damaged": N_(
        "{name} is damaged: its part {part} can't be read ({reason}). Nothing was added to the library; get the file "
        "again where you have it from."
    ),
    "part_too_big": N_(
        "{name} is built too large or too deep to be a text ({part}). Nothing was added to the library; save it as "
        "plain text and import that."
    ),
    "book_without_contents": N_(
        "{name} is no whole EPUB: the list of its chapters is missing. Nothing was added to the library; get the book "
        "again where you have it from."
    ),
    "book_protected": N_(
        "{name} is locked by its seller (DRM), so that only the seller's own program can open it. Nothing was added to "
        "the library; ask the seller or your library for a copy without DRM."
    ),
    "book_without_text": N_(
        "{name} has no text in it, perhaps only pictures of pages. Nothing was added to the library; look for an "
        "edition of the book with text."
    ),
    "page_without_text": N_(
        "{name} has no text in it. A web page that loads its text by itself has none when it is saved: copy the text "
        "in the browser, or save the page as PDF. Nothing was added to the library."
    ),
    "not_enough_memory": N_(
        "This needs more memory than the computer can spare. Nothing was changed; close other programs and try again, "
        "or bring a long text in as several smaller files."
    ),
    "file_changed_meanwhile": N_("{path} was changed while it was being read. Nothing was added; try again."),
    "file_is_another_reader": N_(
        "This file is in the library as a reader of its own, “{title}”. Nothing was changed; "
        "“annotator remove {id}” takes it from the shelf, then try again."
    ),
    # the library
    "data_folder_unusable": N_(
        "The data folder {path} can't be used ({reason}). Nothing was changed; check that it can be written, "
        "or name another with --data-dir."
    ),
    "library_newer": N_(
        "The library {path} was made by a newer Annotator (format {version}; this one knows {known}). "
        "It was not touched; please update Annotator."
    ),
    "library_damaged": N_(
        "The library {path} is damaged ({reason}). It was not touched, and there is no good backup of it; its texts "
        "and journals lie beside it: “annotator doctor --rebuild” makes it anew from them."
    ),
    "library_damaged_backup": N_(
        "The library {path} is damaged ({reason}). It was not touched; the newest good backup is {backup}: "
        "“annotator restore-backup {backup}” goes back to it, “annotator doctor --rebuild” makes the library anew from "
        "texts and journals."
    ),
    "library_missing": N_(
        "The library {path} is missing or empty, though its readers or journals lie beside it. Nothing was touched; "
        "bring the file back, or let “annotator doctor --rebuild” make it anew from them. To begin with nothing, move "
        "the whole folder away."
    ),
    "library_missing_backup": N_(
        "The library {path} is missing or empty, though its readers or journals lie beside it. Nothing was touched; "
        "the newest good backup is {backup}: “annotator restore-backup {backup}” goes back to it, “annotator doctor "
        "--rebuild” makes the library anew from texts and journals."
    ),
    "not_a_library": N_("{path} is a database, but not a library of Annotator. It was not touched."),
    "library_locked": N_(
        "Another program is using the library and didn't let go. Nothing was changed; try again in a moment."
    ),
    "file_trouble": N_(
        "{path} can't be used ({reason}). What was stored before is safe; see that it may be read and written, and try "
        "again."
    ),
    "library_unwritable": N_("The library can't be written ({reason}). Nothing was changed."),
    "disk_full": N_("The disk is full: the change could not be stored. Make room and try again; the rest is safe."),
    "row_damaged": N_(
        "Part of the library is damaged ({kind} {id}). It was not touched; “annotator doctor” mends it from the "
        "journal."
    ),
    "points_nowhere": N_(
        "The {kind} {id} belongs to something that the library doesn't have any more. Nothing was changed; “annotator "
        "doctor” tells more."
    ),
    "rows_unreadable": N_(
        "Part of the library is damaged: there are bytes in it that are no letters. Nothing was changed; “annotator "
        "doctor” mends it."
    ),
    "library_replaced": N_(
        "The library {path} was moved, deleted or replaced while it was open. Nothing was written into it; it is "
        "opened anew at the next try."
    ),
    "not_a_backup": N_("{path} is not a sound backup of Annotator's. Nothing was changed."),
    "file_exists": N_("There is a file {path} already. It was left as it is; name another."),
    "clock_went_back": N_(
        "The clock of this computer shows an earlier time than the library's last changes. Nothing was purged; set the "
        "clock right and try again."
    ),
    "nothing_to_rebuild": N_(
        "There are no readers and no journals in {path} to make a library from. Nothing was changed."
    ),
    "backup_failed": N_("No backup could be made ({reason}). Nothing was changed."),
    "text_missing": N_("The text of “{title}” is missing ({path}). Its notes are safe; import the file again."),
    "text_damaged": N_("The text of “{title}” is damaged ({path}). Its notes are safe; import the file again."),
    "settings_unwritable": N_("The settings can't be written ({reason}). Your choice holds until the program ends."),
    # what a person names
    "no_such_reader": N_("There is no reader “{id}” in the library. “annotator list” shows them all."),
    "ambiguous_reader": N_("More than one reader's id begins with “{id}”. Give more of it."),
    "reader_in_trash": N_("“{title}” is in the trash. “annotator restore {id}” brings it back; then try again."),
    "annotation_in_trash": N_(
        "The annotation is in the trash. “annotator restore {id}” brings it back; then try again."
    ),
    "linked_to_itself": N_("An annotation can't be linked to itself ({id}). Name two different ones."),
    # annotations that come in
    "annotations_unreadable": N_(
        "{name} can't be read as annotations ({reason}). Nothing was changed; it has to be JSON, whole and in UTF-8."
    ),
    "annotations_too_big": N_(
        "{name} is larger, or nested deeper, than any person's annotations. Nothing was changed; get the file from a "
        "source that you trust, or bring it in as several smaller ones."
    ),
    "no_annotations": N_(
        "There are no annotations in {name}. Nothing was changed; it has to be JSON-LD as “annotator export --format "
        "json-ld” writes it, or as other programs write W3C annotations."
    ),
    "no_such_annotation": N_("There is no annotation “{id}”. “annotator annotations READER” shows a reader's."),
    "nothing_with_id": N_("Neither a reader nor an annotation has the id “{id}”."),
    "no_such_role": N_("There is no role “{role}”. The roles are: {known}."),
    "no_such_division": N_("There is no part, selection or section “{division}” in this reader."),
    "ambiguous_division": N_(
        "More than one division is called “{division}”. Name it with its number or its key: {keys}."
    ),
    # citations
    "not_cited_apart": N_(
        "“{division}” isn't cited by itself: it is a part of the book. Name a selection, an introduction or a chapter."
    ),
    "no_such_field": N_("There is no field “{field}” here. Nothing was changed; the fields are: {fields}."),
    "citekey_malformed": N_(
        "“{key}” can't be a citation key. Nothing was changed; use letters, digits and _ . : + / - inside, no spaces."
    ),
    "citekey_taken": N_(
        "The key “{key}” belongs to “{title}” ({division}). Nothing was changed; take another, so that no citation in "
        "your writing means two works."
    ),
    "empty_quotation": N_("The quotation is empty. Give some words of the passage."),
    "quotation_not_found": N_("The text doesn't have the words “{quote}”. Nothing was marked; check the spelling."),
    "too_few_occurrences": N_(
        "The words “{quote}” occur {found} times, so there is no occurrence {wanted}. Nothing was marked."
    ),
    "nothing_to_accept": N_("The annotation stands where it was made, word for word: there is nothing to accept."),
    "candidate_or_quote": N_("Give the number of a place, or the words of one with --quote; not both."),
    "nothing_selected": N_("Select the words in the text to which the note shall be fastened."),
    "choice_needed": N_(
        "The passage of this annotation was not found for certain. “annotator annotations READER --json” shows where "
        "it may be ({count}); “annotator accept {id} 1” takes the first of these."
    ),
    "no_candidates": N_(
        "Nothing in the text is like the passage of this annotation. It is kept with its words; where you know its new "
        "place, “annotator accept {id} --quote WORDS” fastens it there."
    ),
    "no_such_candidate": N_("There are {count} places to choose from, so there is no number {wanted}."),
    "one_file_at_a_time": N_(
        "A reader has one text: name one file with --revision-of, not {count}. Nothing was changed."
    ),
    "changed_elsewhere": N_(
        "This was changed in the meantime by another window or command. Nothing was overwritten; look at it "
        "and try again."
    ),
    "nothing_to_undo": N_("There is nothing to undo."),
    "nothing_to_redo": N_("There is nothing to redo."),
    "unknown_kind": N_("“{kind}” can't be searched: name texts, notes, or both (texts,notes)."),
    "bad_query": N_(
        "The search “{query}” can't be read at character {place}: {detail}. "
        "Try plain words, or “words in quotation marks”."
    ),
    "index_busy": N_(
        "The search index is being written by another window or command. Try again in a moment; your notes are safe."
    ),
    "index_unwritable": N_(
        "The search index can't be written ({reason}). Your texts and notes are safe; make room and search again."
    ),
    "no_words": N_("There is no word to look for. Give one, several with | between them, or a short phrase."),
    "unknown_suffix": N_("A concordance is written as .csv, .md or .svg, not as “{suffix}”. Nothing was written."),
    "too_many_hits": N_("That fits more than {limit} places in one text. Look for something that is rarer."),
    "bad_regex": N_("The regular expression can't be read: {detail}."),
    "slow_regex": N_("That regular expression takes longer than {seconds} seconds here. Try a simpler one."),
    "bad_option": N_("{option}: {detail}."),
    # files that go out
    "not_a_file": N_("{path} is a folder. Name a file in it."),
    "output_unwritable": N_("The answer can't be written ({reason}). What was done before is stored."),
    # the window
    "qt_missing": N_(
        "The window can't be opened: a part of Qt is missing ({reason}). The command line works without it; "
        "“make run” in the source folder installs what is needed."
    ),
    "no_display": N_("There is no display to open a window on. “annotator tour” shows the program in pictures."),
    "tour_failed": N_("The tour came to a stop: {reason}. What it had shown so far is left where it is."),
    "self_test_failed": N_("The self-test failed at “{step}”: {reason}."),
}

ACTS: Mapping[str, str] = {
    "highlight": N_("Highlight"),
    "add_note": N_("Add Note"),
    "edit_note": N_("Edit Note"),
    "change_role": N_("Change Role"),
    "change_tags": N_("Change Tags"),
    "adjust_passage": N_("Adjust Passage"),
    "add_passage": N_("Add Passage"),
    "highlight_all": N_("Highlight All"),
    "remove_passage": N_("Remove Passage"),
    "correct_citation": N_("Correct Citation"),
    "use_citekey": N_("Use Citation Key"),
    "edit": N_("Edit"),
    "delete": N_("Delete"),
    "restore": N_("Restore"),
    "link": N_("Link"),
    "change_link": N_("Change Link"),
    "unlink": N_("Remove Link"),
    "import_annotations": N_("Import Annotations"),
    "import_reader": N_("Import"),
    "rename_reader": N_("Rename"),
    "remove_reader": N_("Remove Reader"),
    "restore_reader": N_("Restore Reader"),
    "repair_text": N_("Repair Text"),
    "new_revision": N_("Better Text"),
    "accept": N_("Accept Place"),
    "fasten": N_("Fasten to Words"),
    "set_bookmark": N_("Set Bookmark"),
    "remove_bookmark": N_("Remove Bookmark"),
    "rename_bookmark": N_("Rename Bookmark"),
    "recover": N_("Recover Notes"),
    "restore_backup": N_("Restore Backup"),
}

DOUBTS: Mapping[str, str] = {
    "unreadable_characters": N_(
        "{count} characters on page {page} of the file can't be read, for their font doesn't tell what they are; "
        "� stands in their place."
    ),
    "page_is_picture": N_("Page {page} of the file is a picture without text: nothing of it could be read."),
    "page_unreadable": N_("Page {page} of the file is damaged: nothing of it could be read."),
    "page_cut": N_("Page {page} of the file has more characters than a page can have; the rest was left out."),
    "page_missing": N_(
        "Page {label} seems to be missing: the page numbers leave room for it, the text doesn't have it."
    ),
    "notes_missing": N_("There are {count} note markers here, but no notes to them."),
    "marker_not_found": N_("No marker of note {label} was found in the text."),
    "note_number_skipped": N_("The notes skip the number {labels}."),
    "encoding_guessed": N_(
        "The file doesn't say how its letters are encoded; {encoding} was guessed. If letters with accents look wrong, "
        "save the file as UTF-8 in its own program and import it again."
    ),
    "pages_counted": N_(
        "Pages {first}–{last} were counted from the page breaks in the file, as its program last laid it out; "
        "elsewhere they may fall otherwise."
    ),
    "page_breaks_too_few": N_(
        "The file has {count} page breaks only, and doesn't say where its other pages turn: no pages were numbered."
    ),
    "headings_by_look": N_("No style names a heading; {count} lines were taken for headings by how they are set."),
    "changes_accepted": N_(
        "The file has {count} tracked changes: what was inserted is in the text, what was deleted isn't."
    ),
    "comments_left_out": N_("{count} comments beside the text were left out."),
    "hidden_left_out": N_("{count} words that the file hides were left out."),
    "symbols_unknown": N_("{count} symbols of special fonts couldn't be told; “\ufffd” stands in their place."),
    "pictures_left_out": N_("{count} pictures were left out."),
    "embedded_left_out": N_("{count} other files are embedded in this one; their text was left out."),
    "page_target_missing": N_(
        "The book's list of pages names these, but they lead nowhere: {labels}. They were left out."
    ),
    "page_repeated": N_("These page numbers come more than once: {labels}."),
    "page_out_of_order": N_("These page numbers are smaller than those before them: {labels}."),
    "chapter_missing": N_("{part} is named in the book's contents, but is not in the file; the rest was read."),
    "chapter_unreadable": N_("{part} is damaged and could not be read; the rest of the book was."),
    "chapter_mended": N_("{part} is damaged; it was read as far as it could be. Compare its end with the book."),
    "scanner_slip": N_("“{word}” looks like a slip of the scanner; it was left as it stands."),
}

STAGES: Mapping[str, str] = {
    "decoding": N_("Reading the file"),
    "pages": N_("Reading the pages"),
    "lines": N_("Looking at its lines"),
    "paragraphs": N_("Joining paragraphs"),
    "divisions": N_("Finding selections"),
    "document": N_("Putting it together"),
    "index": N_("Indexing"),
    "concordance": N_("Looking through the texts"),
    "rebuild": N_("Reading the journals"),
    "check": N_("Comparing library and journals"),
    "done": N_("Done"),
}


def sentence(error: UserError) -> str:
    """What a person is told of an error."""
    template = ERRORS.get(error.code)
    return str(error) if template is None else _(template).format(**error.params)


def act_name(code: str) -> str:
    """An act as the Edit menu names it."""
    return _(ACTS.get(code, code))


def doubt_sentence(doubt: Doubt) -> str:
    """What an importer isn't sure of."""
    template = DOUBTS.get(doubt.code)
    return doubt.code if template is None else _(template).format(**dict(doubt.params))


def stage_name(code: str) -> str:
    """A stage of an import as the progress window names it."""
    return _(STAGES.get(code, N_("Working")))


def role_name(role: Role) -> str:
    """A role as people read it: those that ship are translated, a person's own stand as they were written."""
    shipped = any(role.key == known.key and role.name == known.name for known in ROLES)
    return _(role.name) if shipped else role.name
