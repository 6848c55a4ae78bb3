"""Which backups go: never the newest, never what isn't ours, never because a clock is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotator.library.backup import backups
from annotator.library.retention import surplus
from tests.unit.scribe import Scribe

DAY = timedelta(days=1)
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
MOMENTS = st.lists(st.integers(0, 1000 * 24).map(lambda hours: NOON - timedelta(hours=hours)), min_size=1, max_size=80)


def test_a_year_of_days_leaves_seven_four_and_twelve() -> None:
    days = [NOON - number * DAY for number in range(400)]
    kept = sorted(set(days) - surplus(days), reverse=True)
    assert kept[:7] == days[:7]
    assert len({one.isocalendar()[:2] for one in kept}) >= 4 and len({(one.year, one.month) for one in kept}) == 12
    assert len(kept) <= 7 + 4 + 12


@given(moments=MOMENTS)
def test_what_is_kept(moments: list[datetime]) -> None:
    gone = surplus(moments)
    kept = set(moments) - gone
    newest = max(moments)
    assert gone <= set(moments) and newest in kept
    assert {one for one in moments if one.date() == newest.date()} <= kept
    assert len({one.date() for one in kept}) <= 7 + 4 + 12
    assert len({one.date() for one in kept}) >= min(7, len({one.date() for one in moments}))
    assert surplus(kept) == set()  # a second look takes nothing more


@given(moments=MOMENTS, later=st.integers(1, 40))
def test_day_by_day_as_at_once(moments: list[datetime], later: int) -> None:
    """What was kept yesterday is enough to keep today what would be kept of all."""
    kept = set(moments) - surplus(moments)
    new = max(moments) + later * DAY
    assert {*kept, new} - surplus({*kept, new}) == {*moments, new} - surplus({*moments, new})


def test_only_what_this_program_named_is_ever_removed(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    good = scribe.library.back_up()
    folder = good.parent
    old = [f"library-20{year}-0{month}-01T120000.000000Z.sqlite3" for year in (20, 21, 22) for month in range(1, 10)]
    strange = [
        "library-my own copy.sqlite3",
        "library-2020-99-99T000000.000000Z.sqlite3",
        "set-aside-x.sqlite3",
        "notes",
    ]
    for name in [*old, *strange]:
        (folder / name).write_bytes(good.read_bytes())
    scribe.library.back_up()
    left = {path.name for path in folder.iterdir()}
    assert set(strange) <= left
    assert len(left & set(old)) == 11  # with the month of today twelve
    assert good.name in left


def test_nothing_is_removed_while_the_newest_is_not_good(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    folder = scribe.library.back_up().parent
    for month in range(1, 10):
        for day in range(1, 5):
            (folder / f"library-2020-0{month}-0{day}T120000.000000Z.sqlite3").write_bytes(b"x")
    soon = datetime.now(UTC) + timedelta(hours=1)
    (folder / soon.strftime("library-%Y-%m-%dT%H%M%S.%fZ.sqlite3")).write_bytes(b"from a clock gone wrong")
    count = len(backups(folder))
    scribe.library.back_up()
    assert len(backups(folder)) == count + 1
