"""A report on disk comes back as it was, or is known to be damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.library.codec import CodecError
from annotator.library.report_codec import decode_report, encode_report
from annotator.model.report import Doubt, Hyphen, Hyphens, ImportReport, InferredPage, Removed

TEXT = st.text(max_size=12) | st.just("\udcff\ud800")
LINE = st.integers(0, 10**6)
AT = st.none() | st.integers(0, 10**9)
REPORTS = st.builds(
    ImportReport,
    removed=st.lists(st.builds(Removed, TEXT, TEXT, LINE, AT), max_size=3).map(tuple),
    hyphens=st.builds(
        Hyphens,
        LINE,
        LINE,
        st.lists(TEXT, max_size=3).map(tuple),
        st.lists(st.builds(Hyphen, TEXT, LINE, LINE, st.booleans(), st.booleans(), AT), max_size=3).map(tuple),
    ),
    missing_pages=st.lists(TEXT, max_size=3).map(tuple),
    doubts=st.lists(
        st.builds(Doubt, LINE, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple), AT), max_size=3
    ).map(tuple),
    inferred_pages=st.lists(st.builds(InferredPage, TEXT, LINE, AT), max_size=3).map(tuple),
    raw=st.dictionaries(LINE, TEXT, max_size=3),
)


@given(REPORTS)
def test_it_comes_back_as_it_was(report: ImportReport) -> None:
    assert decode_report(encode_report(report)) == report


@given(REPORTS, st.data())
def test_a_byte_that_flipped_is_noticed_or_does_nothing(report: ImportReport, data: st.DataObject) -> None:
    stored = bytearray(encode_report(report))
    place = data.draw(st.integers(0, len(stored) - 1))
    stored[place] ^= data.draw(st.integers(1, 255))
    try:
        found = decode_report(bytes(stored))
    except CodecError:
        return
    assert found == report  # a byte of the header that says nothing (the time, the system)


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b", b"no report", encode_report(ImportReport())[:-3]])
def test_what_is_no_report(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode_report(data)
