"""What people are told of exports that can't be made or written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

# Marks a string for translation where it is only translated later, when it is shown.
N_: Callable[[str], str] = str

EXPORTS: Mapping[str, str] = {
    "export_changed_since": N_(
        "{path} holds something that this program didn't write, or that was changed since. It was left as it is; "
        "export to another name."
    ),
    "export_not_ours": N_(
        "{path} holds nothing that this program wrote. It was left as it is; export to another name, and then write in "
        "that file: it can be brought up to date later."
    ),
    "export_not_text": N_(
        "{path} is no text in UTF-8. It was left as it is; save it as UTF-8 in its own program, or export to another "
        "name."
    ),
    "export_conflicts": N_(
        "In {path} you changed words that were changed in Annotator, too: {excerpts} ({count} in all). It was left as "
        "it is; export in the window to see both and choose, or say “--on-conflict mine”, “program” or “both”."
    ),
    "export_unwritable": N_("{path} can't be written ({reason}). Nothing was changed; choose another place."),
    "preset_faulty": N_(
        "The preset {path} has a fault in line {line}: {reason}. Nothing was exported; mend that line."
    ),
    "preset_unreadable": N_("The preset {path} can't be read or written ({reason}). Nothing was exported."),
    "no_such_preset": N_("There is no preset “{preset}”. Nothing was exported; there are: {known}."),
    "one_reader_only": N_("This form of file is made of one reader at a time. Nothing was exported; name one."),
}
