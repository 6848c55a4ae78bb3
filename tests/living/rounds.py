"""One life of a file: exported, edited, exported again, and what must hold each time."""

from __future__ import annotations

import random
import re
from collections import Counter

from annotator.export.living.lines import split
from annotator.export.living.merge import Merged, merge
from annotator.export.living.pieces import Base, Page, packed, unpacked
from annotator.export.living.scan import scan
from tests.living.person import Person
from tests.living.world import World

OTHER_EXPORT = "22222222-2222-4222-8222-333333333333"
OTHER_SCOPE = "11111111-1111-5111-8111-222222222222"


def life(seed: int, rounds: int = 4) -> dict[str, int]:
    """Raises AssertionError where anything of the person's was lost, or anything came twice or came back."""
    chance = random.Random(seed)
    world = World(chance)
    for _ in range(chance.randint(0, 6)):
        world.add()
    first = merge(split(""), [], world.page())
    person = Person(chance, first.text)
    base = first.base
    counts: Counter[str] = Counter()
    for _ in range(rounds):
        for _ in range(chance.randint(0, 4)):
            person.edit()
        for _ in range(chance.randint(0, 4)):
            world.change()
        page = world.page()
        done = check(person, base, page, chance, counts)
        base, person.text = kept(done.base), done.text
    return dict(counts)


def kept(base: Base) -> Base:
    """A base as it comes back from the library."""
    found = unpacked(packed(base))
    assert found is not None
    return found


def marks(text: str) -> list[str]:
    """The keys of the excerpts, as they stand."""
    return [key for _line, key in scan(split(text).words).marks]


def check(person: Person, base: Base, page: Page, chance: random.Random, counts: Counter[str]) -> Merged:
    """Export again, and look at what came of it."""
    before = person.text
    done = merge(split(before), [base], page)
    counts["merges"] += 1
    if done.conflicts:
        counts["conflicts"] += 1
        choice = chance.choice(("mine", "program", "both"))
        counts[choice] += 1
        keys = [conflict.key for conflict in done.conflicts]
        done = merge(split(before), [base], page, dict.fromkeys(keys, choice))  # type: ignore[arg-type]
        assert not done.conflicts
        if choice == "program":
            after = Person(chance, done.text)
            assert set(after.own()) <= set(person.own())
            return _same_twice(done, page)
    own = person.own()
    assert Person(chance, done.text).own() == own, "the person's words are all there, in their order"
    ids, now = marks(before), marks(done.text)
    today = {piece.key for piece in page.pieces if piece.kind == "excerpt"}
    known = {key for key, one in base.pieces.items() if one.kind == "excerpt"} | set(base.gone)
    had, has = Counter(ids), Counter(now)
    for key, number in has.items():
        if key not in today | known:
            continue  # an example in somebody's code, whose fence somebody broke
        assert number <= max(1, had[key]), f"{key} came twice"
        assert had[key] or key not in known, f"{key} was deleted and came back"
    for key in today - known:
        assert has[key], f"{key} is new and isn't there"
    if done.base.whole and base.whole:
        return _same_twice(done, page)  # nobody touched it: it may be in another order
    rest = iter(ids)
    assert all(key in rest for key in now if key in had), "the order is the person's"
    assert [key for key in ids if key in today] == [key for key in now if key in had and key in today]
    lines = Counter(re.split("\r\n|\n|\r", done.text))
    for piece in page.pieces:
        if piece.key in has and piece.key not in known:
            assert all(lines[line] for line in piece.text.split("\n")), f"{piece.key} isn't whole"
    counts["written" if done.text != before else "the same"] += 1
    return _same_twice(done, page)


def _same_twice(done: Merged, page: Page) -> Merged:
    again = merge(split(done.text), [kept(done.base)], page)
    assert not again.conflicts
    assert again.text == done.text, "a second export changes nothing"
    return done


def life_of_two(seed: int, rounds: int = 3) -> None:
    """Two readers in one file: each export leaves the other's excerpts and headings as they are."""
    chance = random.Random(seed)
    first, second = World(chance), World(chance, OTHER_EXPORT, OTHER_SCOPE, prefix=1, title="Another Reader")
    for world in (first, second, first, second):
        world.add()
    start = merge(split(""), [], first.page())
    both = merge(split(start.text), [], second.page())
    assert both.text.startswith(start.text.rstrip("\n")), "the first is as it was"
    person = Person(chance, both.text)
    bases = {first.scope: start.base, second.scope: both.base}
    for _ in range(rounds):
        for _ in range(chance.randint(0, 3)):
            person.edit()
        world = chance.choice((first, second))
        world.change()
        before = person.text
        counts: Counter[str] = Counter()
        done = check(person, kept(bases[world.scope]), world.page(), chance, counts)
        other = f"-8000-{1 - world.prefix:04}"
        assert [key for key in marks(done.text) if other in key] == [key for key in marks(before) if other in key]
        bases[world.scope], person.text = done.base, done.text
        if counts["program"]:
            continue  # what was chosen against may have been moved there from the other
        untouched = re.findall(rf"[QN]{1 - world.prefix}x\d+x", before)
        assert re.findall(rf"[QN]{1 - world.prefix}x\d+x", done.text) == untouched


def life_without_memory(seed: int, rounds: int = 3) -> None:
    """No base, for the library was lost: every line stays, in its order, and what is added is there once."""
    chance = random.Random(seed)
    world = World(chance)
    for _ in range(4):
        world.add()
    person = Person(chance, merge(split(""), [], world.page()).text)
    for _ in range(rounds):
        for _ in range(chance.randint(0, 4)):
            person.edit()
        world.change()
        page = world.page()
        done = merge(split(person.text), [], page)
        assert not done.conflicts
        lines = iter(split(done.text).words)
        assert all(line in lines for line in split(person.text).words), "a line is gone or has moved"
        had, has = Counter(marks(person.text)), Counter(marks(done.text))
        assert all(has[key] == max(1, had[key]) for key in {*had, *(p.key for p in page.pieces if p.kind == "excerpt")})
        assert merge(split(done.text), [kept(done.base)], page).text == done.text
        person.text = done.text
