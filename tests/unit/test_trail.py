"""Back and forward over places of several readers."""

from __future__ import annotations

from annotator.ui.trail import MOST, Trail, TrailPlace


def place(offset: int, reader: str = "a") -> TrailPlace:
    return TrailPlace(reader, "r", offset, 40.0, offset)


def test_back_and_forward_meet_the_same_places() -> None:
    trail = Trail()
    for offset in (0, 10, 20):
        trail.leave(place(offset))
    assert trail.back(place(30)) == place(20)
    assert trail.back(place(20)) == place(10)
    assert trail.forward(place(10)) == place(20)
    assert trail.forward(place(20)) == place(30)
    assert trail.forward(place(30)) is None


def test_a_jump_from_the_middle_forgets_what_lay_ahead() -> None:
    trail = Trail()
    trail.leave(place(0))
    trail.leave(place(10, "b"))
    assert trail.back(place(20)) == place(10, "b")
    trail.leave(place(5))
    assert trail.forward(place(6)) is None
    assert trail.back(place(6)) == place(5)


def test_one_place_is_kept_once_and_the_oldest_are_forgotten() -> None:
    trail = Trail()
    for offset in range(MOST + 5):
        trail.leave(place(offset))
        trail.leave(place(offset))
    seen = [trail.back(place(0)) for _ in range(MOST + 1)]
    assert seen[0] == place(MOST + 4) and seen[MOST - 1] == place(5) and seen[MOST] is None
