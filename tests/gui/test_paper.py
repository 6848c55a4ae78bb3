"""Text and margin on paper, as a PDF."""

from __future__ import annotations

import re
from pathlib import Path

from tests.gui.conftest import Opened


def test_the_open_text_becomes_a_pdf_with_its_notes(opened: Opened, tmp_path: Path) -> None:
    from annotator.ui.commands.printing import paint

    target = tmp_path / "out.pdf"
    paint(opened.window, target)
    opened.qtbot.waitUntil(target.exists, timeout=20000)
    data = target.read_bytes()
    assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type /Page\b", data)) >= 1
    assert opened.window.notice.isHidden()


def test_sheets_follow_each_other_to_the_end_of_the_text(opened: Opened) -> None:
    from annotator.ui.fonts import load_fonts
    from annotator.ui.paper.sheets import Sheets
    from tests.documents import long_document

    document = long_document()
    sheets = Sheets(document, [], [], opened.window.look.paper(), opened.window.look.type, load_fonts())
    done = list(sheets.pages("A title"))
    assert done == sorted(set(done)) and done[-1] == 1.0 and len(done) > 3
    assert len(re.findall(rb"/Type /Page\b", sheets.data)) == len(done)
