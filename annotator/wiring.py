"""The composition root, without Qt: builds the services for the command line and for the window."""

from __future__ import annotations

import getpass

from annotator.library.repository import Library
from annotator.paths import Paths
from annotator.search.index import SearchIndex
from annotator.services import Services
from annotator.services.annotate import Annotating
from annotator.services.events import Events
from annotator.services.exporting import Exporting
from annotator.services.finding import Finding
from annotator.services.history import History
from annotator.services.indexing import Indexing
from annotator.services.shelf import Shelf


def build_services(paths: Paths, author: str | None = None) -> Services:
    """Open the library at `paths` and put the services on top of it. Raises UserError where it can't be opened."""
    library = Library.open(paths.data, author or _user())
    index = SearchIndex(paths.index)
    events = Events()
    history = History(library, events)
    annotations = Annotating(library)
    shelf = Shelf(library, annotations, history)
    indexing = Indexing(library, index)
    return Services(
        shelf=shelf,
        annotations=annotations,
        history=history,
        finding=Finding(library, index, indexing),
        indexing=indexing,
        exporting=Exporting(library, shelf, annotations),
        events=events,
        close=library.close,
    )


def _user() -> str:
    """The person's name on this machine; a machine that doesn't know it gets `reader`."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "reader"
