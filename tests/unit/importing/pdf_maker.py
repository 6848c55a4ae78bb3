"""Small PDF files with words at given places, made on the fly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

# Every letter of these is 0.6 of the type size wide, so that places can be reckoned by hand.
ROMAN, BOLD, ITALIC = "Courier", "Courier-Bold", "Courier-Oblique"
_FONTS = (ROMAN, BOLD, ITALIC)


@dataclass
class PageMaker:
    """One page; places are in points from its top left corner."""

    width: float = 400
    height: float = 600
    rotate: int = 0
    content: list[str] = field(default_factory=list)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        font: str = ROMAN,
        *,
        turn: str = "1 0 0 1",
        grey: float = 0,
    ) -> PageMaker:
        """Set `text` with its baseline at `y`; `turn` are the first four numbers of the text matrix."""
        shown = "".join(rf"\{ord(sign):03o}" for sign in text.encode("cp1252").decode("latin-1"))
        name = f"F{_FONTS.index(font)}"
        self.content.append(f"BT {grey} g /{name} {size} Tf {turn} {x} {self.height - y} Tm ({shown}) Tj ET")
        return self

    def lines(
        self, x: float, y: float, lines: Sequence[str], size: float = 10, font: str = ROMAN, leading: float = 12
    ) -> PageMaker:
        """Set lines one under the other."""
        for number, line in enumerate(lines):
            self.words(x, y + number * leading, line, size, font)
        return self

    def rule(self, x: float, y: float, width: float) -> PageMaker:
        """Draw a thin rule."""
        self.content.append(f"0 g {x} {self.height - y} {width} 0.5 re f")
        return self


def make_pdf(
    pages: Sequence[PageMaker],
    *,
    labels: str = "",
    outline: Sequence[tuple[str, int]] = (),
    info: str = "",
    encrypt: str = "",
) -> bytes:
    """The file. `labels` is the array of its page label tree; `outline` has (title, page from 0)."""
    objects: list[bytes] = [b"", b""]

    def add(text: str | bytes) -> int:
        objects.append(text if isinstance(text, bytes) else text.encode("latin-1"))
        return len(objects)

    fonts = " ".join(
        f"/F{n} {add(f'<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>')} 0 R"
        for n, name in enumerate(_FONTS)
    )
    kids = []
    for page in pages:
        stream = "\n".join(page.content).encode("latin-1")
        content = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
                f"/Resources << /Font << {fonts} >> >> /Contents {content} 0 R >>"
            )
        )
    catalog = "/Type /Catalog /Pages 2 0 R" + (f" /PageLabels << /Nums [{labels}] >>" if labels else "")
    if outline:
        root = len(objects) + 1
        first = root + 1
        add(f"<< /Type /Outlines /First {first} 0 R /Last {first + len(outline) - 1} 0 R /Count {len(outline)} >>")
        for n, (title, page_number) in enumerate(outline):
            following = f"/Next {first + n + 1} 0 R" if n + 1 < len(outline) else ""
            add(f"<< /Title ({title}) /Parent {root} 0 R {following} /Dest [{kids[page_number]} 0 R /Fit] >>")
        catalog += f" /Outlines {root} 0 R"
    objects[0] = f"<< {catalog} >>".encode("latin-1")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode()
    trailer = "/Root 1 0 R"
    if info:
        trailer += f" /Info {add(f'<< {info} >>')} 0 R"
    if encrypt:
        trailer += (
            f" /Encrypt {add(encrypt)} 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
        )
    return _file(objects, trailer)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        trailer.encode("latin-1"),
        len(data),
    )
