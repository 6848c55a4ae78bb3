"""A better text for a reader: a new revision of it, to which all that was written is carried over."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import UserError
from annotator.library.readers import revision_id_of
from annotator.library.repository import Library
from annotator.model.annotation import Annotation
from annotator.model.change import Change, ChangeSet
from annotator.model.document import Document
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Reader
from annotator.services import drafts
from annotator.services.carrying import Carried, carry, carry_citations
from annotator.services.clock import now
from annotator.services.history import History
from annotator.services.placing import Earlier
from annotator.services.reading import one_line, printable, read_file, read_original

Progress = Callable[[str, float], None]
Storing = Callable[[], AbstractContextManager[object]]
_ATTEMPTS = 3  # times that a person who writes on meanwhile is waited for


@dataclass(frozen=True, slots=True)
class Revision:
    """What came of it: `fresh` is False where the reader has this very text already, and nothing was changed."""

    reader: Reader
    document: Document
    report: ImportReport
    number: int
    carried: Carried
    fresh: bool


class Revising:
    """Makes new revisions. Each is one act: taken back, the old text and the old anchors are there again."""

    def __init__(self, library: Library, history: History) -> None:
        self._library = library
        self._history = history

    def revise(
        self,
        reader: Reader,
        path: Path,
        *,
        title: str | None = None,
        progress: Progress | None = None,
        storing: Storing = nullcontext,
    ) -> Revision:
        """Give `reader` the text of the file at `path`. The old text stays in the library.

        Whatever writes to the library is done inside of `storing()`; before, it may be stopped at any moment.

        Raises UserError `reader_in_trash`, `file_is_another_reader`, those of reading a file, and
        `changed_elsewhere`; nothing is changed then.
        """
        if reader.deleted:
            raise UserError("reader_in_trash", title=reader.title, id=reader.id)
        imported = read_file(path, title=title, progress=progress)
        self._refuse_another(reader, imported.document)
        original = read_original(path, imported.document.source_sha256)
        for _attempt in range(_ATTEMPTS):
            try:
                return self._carry_over(reader, imported, path.name, title, original, storing)
            except UserError as error:
                if error.code != "changed_elsewhere":
                    raise
            # A note was written while the others were carried over: once more, with what it is now.
            reader = self._library.readers.get(reader.id) or reader
        return self._carry_over(reader, imported, path.name, title, original, storing)

    def _carry_over(
        self, reader: Reader, imported: Imported, name: str, title: str | None, original: bytes, storing: Storing
    ) -> Revision:
        document, report = imported.document, imported.report
        after = replace(
            reader,
            title=one_line(title or "") or reader.title,
            file_name=printable(name),
            sha256=document.source_sha256,
            revision_id=revision_id_of(document, reader.id),
        )
        changes, carried = carry(document, after.revision_id, self._annotations(reader), self._earlier(reader))
        if self._is_in_use(reader, document):
            self._history.commit(drafts.rename_reader(reader, after.title))
            return Revision(reader, document, report, self._number(reader), carried, fresh=False)
        said = [one for one in self._library.citations(damaged=[]) if one.reader_id == reader.id]
        act = ChangeSet("new_revision", (Change(reader, after), *changes, *carry_citations(document, said)))
        with storing():
            self._history.tell(self._library.readers.revise(act, imported, original, moment=now()))
        return Revision(after, document, report, self._number(after), carried, fresh=True)

    def _is_in_use(self, reader: Reader, document: Document) -> bool:
        """Whether it is the text that the reader has, whatever it is called."""
        present = self._library.readers.earlier(reader, reader.revision_id)
        return present is not None and present._replace(title=document.title) == document

    def _refuse_another(self, reader: Reader, document: Document) -> None:
        """A file is one reader: where it is on the shelf as another, the person has to say which it shall be."""
        other = self._library.readers.of_source(document.source_sha256)
        if other is not None and other.id != reader.id and not other.deleted:
            raise UserError("file_is_another_reader", title=other.title, id=other.id)

    def _annotations(self, reader: Reader) -> list[Annotation]:
        """All of them, those in the trash as well. A damaged one keeps what it has, and hides no other."""
        of_reader = self._library.annotations.of_reader
        return of_reader(reader.id, damaged=[]) + of_reader(reader.id, deleted=True, damaged=[])

    def _earlier(self, reader: Reader) -> Earlier:
        return lambda annotation: self._library.readers.earlier(reader, annotation.revision_id)

    def _number(self, reader: Reader) -> int:
        return self._library.readers.number(reader.revision_id)
