"""What a person can do, without Qt. `Services` is the whole of it; `annotator.wiring` builds it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.annotate import Annotating
    from annotator.services.bibliography import Bibliography
    from annotator.services.bookmarks import Bookmarks
    from annotator.services.events import Events
    from annotator.services.exporting import Exporting
    from annotator.services.finding import Finding
    from annotator.services.history import History
    from annotator.services.indexing import Indexing
    from annotator.services.keeping import Keeping
    from annotator.services.linking import Linking
    from annotator.services.receiving import Receiving
    from annotator.services.revising import Revising
    from annotator.services.shelf import Shelf

__all__ = ["Services"]


class Services:
    """Every service of one library. Use it from the thread that built it (SQLite wants that).

    What isn't needed to show a text is made when it is first asked for: the first paint doesn't wait for Whoosh.
    """

    def __init__(
        self,
        *,
        shelf: Shelf,
        annotations: Annotating,
        history: History,
        events: Events,
        close: Callable[[], None],
        make_bibliography: Callable[[], Bibliography],
        make_bookmarks: Callable[[], Bookmarks],
        make_indexing: Callable[[], Indexing],
        make_finding: Callable[[Indexing], Finding],
        make_exporting: Callable[[Bibliography], Exporting],
        make_keeping: Callable[[], Keeping],
        make_linking: Callable[[], Linking],
        make_receiving: Callable[[], Receiving],
        make_revising: Callable[[], Revising],
    ) -> None:
        self.shelf, self.annotations, self.history = shelf, annotations, history
        self.events, self.close = events, close
        self._make_bibliography, self._make_bookmarks = make_bibliography, make_bookmarks
        self._make_indexing, self._make_finding, self._make_exporting = make_indexing, make_finding, make_exporting
        self._make_keeping, self._make_revising = make_keeping, make_revising
        self._make_linking, self._make_receiving = make_linking, make_receiving

    @cached_property
    def bibliography(self) -> Bibliography:
        """What is cited, and by which key."""
        return self._make_bibliography()

    @cached_property
    def bookmarks(self) -> Bookmarks:
        """Places to come back to."""
        return self._make_bookmarks()

    @cached_property
    def indexing(self) -> Indexing:
        """Keeps the search index up to date."""
        return self._make_indexing()

    @cached_property
    def finding(self) -> Finding:
        """Search over texts and notes."""
        return self._make_finding(self.indexing)

    @cached_property
    def exporting(self) -> Exporting:
        """Excerpts into files."""
        return self._make_exporting(self.bibliography)

    @cached_property
    def keeping(self) -> Keeping:
        """Backups, the trash's end, and the doctor."""
        return self._make_keeping()

    @cached_property
    def linking(self) -> Linking:
        """Ties between annotations."""
        return self._make_linking()

    @cached_property
    def receiving(self) -> Receiving:
        """Annotations from files."""
        return self._make_receiving()

    @cached_property
    def revising(self) -> Revising:
        """Better texts of readers."""
        return self._make_revising()
