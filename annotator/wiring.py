"""The composition root, without Qt: builds the services for the command line and for the window."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from annotator.library.repository import Library
from annotator.paths import Paths
from annotator.services import Services
from annotator.services.annotate import Annotating
from annotator.services.events import Events
from annotator.services.history import History
from annotator.services.shelf import Shelf

if TYPE_CHECKING:
    from annotator.services.bibliography import Bibliography
    from annotator.services.bookmarks import Bookmarks
    from annotator.services.concording import Concording
    from annotator.services.exporting import Exporting
    from annotator.services.finding import Finding
    from annotator.services.indexing import Indexing
    from annotator.services.keeping import Keeping
    from annotator.services.linking import Linking
    from annotator.services.receiving import Receiving
    from annotator.services.revising import Revising


def build_services(paths: Paths, author: str | None = None) -> Services:
    """Open the library at `paths` and put the services on top of it. Raises UserError where it can't be opened."""
    library = Library.open(paths.data, author or author_here())
    events = Events()
    history = History(library, events)
    annotations = Annotating(library)
    shelf = Shelf(library, annotations, history, paths.cache)

    def make_bibliography() -> Bibliography:
        from annotator.services.bibliography import Bibliography

        return Bibliography(library)

    def make_bookmarks() -> Bookmarks:
        from annotator.services.bookmarks import Bookmarks

        return Bookmarks(library, annotations)

    def make_concording() -> Concording:
        from annotator.services.concording import Concording

        return Concording(library, annotations)

    def make_indexing() -> Indexing:
        from annotator.search.index import SearchIndex
        from annotator.services.indexing import Indexing

        return Indexing(library, SearchIndex(paths.index_folder))

    def make_finding(indexing: Indexing) -> Finding:
        from annotator.services.finding import Finding

        return Finding(library, indexing, annotations)

    def make_exporting(bibliography: Bibliography) -> Exporting:
        from annotator.assets import resources
        from annotator.services.exporting import Exporting

        presets = resources() / "presets", paths.data / "presets"
        return Exporting(library, shelf, annotations, bibliography, presets)

    def make_keeping() -> Keeping:
        from annotator.services.keeping import Keeping

        return Keeping(library, events)

    def make_linking() -> Linking:
        from annotator.services.linking import Linking

        return Linking(library, history)

    def make_receiving() -> Receiving:
        from annotator.services.receiving import Receiving

        return Receiving(library, shelf, annotations, history)

    def make_revising() -> Revising:
        from annotator.services.revising import Revising

        return Revising(library, history)

    return Services(
        shelf=shelf,
        annotations=annotations,
        history=history,
        events=events,
        close=library.close,
        make_bibliography=make_bibliography,
        make_bookmarks=make_bookmarks,
        make_concording=make_concording,
        make_indexing=make_indexing,
        make_finding=make_finding,
        make_exporting=make_exporting,
        make_keeping=make_keeping,
        make_linking=make_linking,
        make_receiving=make_receiving,
        make_revising=make_revising,
    )


def author_here() -> str:
    """The person's name on this machine; a machine that doesn't know it gets `reader`."""
    return next((name for name in map(os.environ.get, ("LOGNAME", "USER", "USERNAME")) if name), "reader")
