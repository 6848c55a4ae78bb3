"""What the first paint doesn't need isn't loaded before it: that is what makes the start quick."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from annotator.files import sha256_of
from annotator.library.repository import Library
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Reader
from annotator.paths import paths_under
from annotator.services.clock import now
from annotator.services.shelf import reader_id_of
from annotator.wiring import build_services
from tests.documents import sample_document

# Qt's own enums take 20 ms to make, the others up to a tenth of a second to load; PySide6's signatures take 30 ms.
LATER = ("pyphen", "whoosh", "sqlite3", "tomlkit", "dataclasses", "markdown", "PySide6.QtSvg")
PROGRAM = """
import json, sys
from annotator import cli
from annotator.ui import lean_start
lean_start.load_pyside()
from annotator.ui import first_paint
tell = first_paint._Watch._tell
def told(watch):
    loaded = [name for name in sys.argv[3].split() if name in sys.modules]
    enums, asked = "Qt" in sys.modules["PySide6.QtCore"].__dict__, 6 - len(lean_start.waiting())
    print(json.dumps({"loaded": loaded, "enums": enums, "asked": asked}), flush=True)
    tell(watch)
first_paint._Watch._tell = told
cli.main(sys.argv[1:3])
"""


def test_nothing_is_loaded_that_the_first_paint_has_no_use_for(tmp_path: Path) -> None:
    original = b"the sample"
    digest, paths, document = sha256_of(original), paths_under(tmp_path), sample_document()
    revision = "00000000-0000-4000-8000-000000000001"
    reader = Reader(reader_id_of(digest), document.title, "sample.txt", digest, revision, now())
    library = Library.open(paths.data, "someone")
    library.readers.add(reader, Imported(document, ImportReport()), original, moment=now())
    library.close()
    services = build_services(paths)
    services.shelf.remember_place(reader.id, document.pages[0].start)
    services.close()
    environment = {**os.environ, "ANNOTATOR_TIMING": "quit", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, "--data-dir", str(tmp_path), " ".join(LATER)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == {"loaded": [], "enums": False, "asked": 0}
