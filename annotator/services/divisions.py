"""Find a division by what a person calls it: its key, its number, its title, or both."""

from __future__ import annotations

from annotator.errors import UserError
from annotator.model.document import Document
from annotator.model.folding import fold
from annotator.model.lookup import division_keys, division_label


def find_division(document: Document, name: str) -> int:
    """The index of the division called `name`. Raises UserError `no_such_division` or `ambiguous_division`."""
    keys = division_keys(document)
    if name in keys:
        return keys.index(name)
    wanted = fold(name).text.strip()
    found = [
        index
        for index, division in enumerate(document.divisions)
        if wanted in {fold(n).text for n in (division.number, division.title, division_label(division)) if n}
    ]
    if not found:
        raise UserError("no_such_division", division=name)
    # A part may share its number with nothing, a title with a section inside: the outermost is meant.
    outermost = [i for i in found if document.divisions[i].level == min(document.divisions[j].level for j in found)]
    if len(outermost) > 1:
        raise UserError("ambiguous_division", division=name, keys=", ".join(keys[i] for i in outermost))
    return outermost[0]
