"""Finding: making the index and asking it, beside Whoosh as it comes and SQLite's FTS5, over real prose.

What takes seconds is told in seconds of the processor, for machines are seldom idle; where two processes share the
work, in those of the busier one. `ANNOTATOR_BENCH_MB=0.25,5` leaves the 50 MB out, which take some minutes, most of
them Whoosh's own.
"""

from __future__ import annotations

import gc
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from whoosh.qparser import QueryParser

from annotator.errors import UserError
from annotator.paths import paths_under
from annotator.search.index import Paragraph, SearchIndex
from annotator.search.query import parse
from annotator.search.words import surfaces
from annotator.services import Services
from annotator.wiring import build_services
from tests.benchmarks import prose, rivals, shelves
from tests.benchmarks.figures import Figure, percentile

SIZES = tuple(float(size) for size in os.environ.get("ANNOTATOR_BENCH_MB", "0.25,5,50").split(","))
LARGE = 50.0
QUERIES = 200  # of each kind
RIVALS = 40  # of them for Whoosh as it comes: it takes its time
NOTES, SAVED = 10_000, 100
DISK = {5.0: 1.5, LARGE: 2.2}  # times the text
WARM = {"one word": 30.0, "AND": 30.0, "phrase": 100.0, "prefix": 30.0}  # milliseconds at the 95th percentile, at 50 MB
HOSTILE = (
    *("a*", "*a*", "e?*", "*", "*s", "s*", "?*e*?", "the", "of the", '"of the"', '"the of"', '"to be or not to be"'),
    *("NOT the", "the OR of OR and OR to OR in", '"in the"~50', "a~2", "the~2", "state~2", '"a* of"', "*a* *e* *i*"),
    *("*a*a*a*a*x", "*c*g*t*x", "*qa* *qb* *qc* *qd* *qe* *qf* *qg* *qh* *qi* *qj* *qk* *ql* *qm* *qn* *qo*"),
    *("(a* OR b*) AND NOT (c* OR *d)", "NOT (a* OR e*)", '"*a* *e*"', "author:weber *", "page:1-900 *a*"),
)


def measure() -> list[Figure]:
    """All sizes that are asked for, and what hangs on notes and on the window."""
    figures: list[Figure] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory(dir=os.environ.get("ANNOTATOR_BENCH_DIR")) as folder:
            figures += _size(Path(folder), size)
    with tempfile.TemporaryDirectory(dir=os.environ.get("ANNOTATOR_BENCH_DIR")) as folder:
        figures += _notes(Path(folder))
    with tempfile.TemporaryDirectory(dir=os.environ.get("ANNOTATOR_BENCH_DIR")) as folder:
        figures += _stalls(Path(folder))
    return figures


def _size(folder: Path, size: float) -> list[Figure]:
    paragraphs = prose.paragraphs(size)
    text = sum(len(one.encode()) for one in paragraphs)
    name = f"{size:g} MB"
    shelves.fill(folder / "data", paragraphs)
    alone = _cpu(lambda: _build_alone(folder / "alone", paragraphs))
    stock = _cpu(lambda: rivals.whoosh(folder / "whoosh", paragraphs))
    lite = _cpu(lambda: rivals.fts5(folder / "fts5", paragraphs).close())
    figures = [
        Figure(f"index {name}, one process", alone, "s", remark=f"{size / alone:.1f} MB/s"),
        Figure(
            "  that / Whoosh as it comes",
            alone / stock,
            "",
            1 / 3,
            f"{stock:.1f} s",
        ),
    ]
    with closing(build_services(paths_under(folder / "data"))) as services:
        shared, wall = _build_shared(services, folder / "data")
        if size >= LARGE:
            remark = f"{wall:.1f} s by the clock; {size / shared:.1f} MB/s"
            figures += [
                Figure(f"index {name}, the busier of two processes", shared, "s", remark=remark),
                Figure("  that / Whoosh as it comes", shared / stock, "", 1 / 6),
            ]
        figures.append(Figure("  that / FTS5", min(shared, alone) / lite, "", 10.0, f"FTS5 {lite:.2f} s"))
        ours, whoosh = _disk(folder / "data" / "cache" / "index"), _disk(folder / "whoosh")
        remark = f"Whoosh as it comes {whoosh / text:.2f}, FTS5 {_disk(folder / 'fts5') / text:.2f}"
        figures.append(Figure(f"  index {name} / text, on disk", ours / text, "", DISK.get(size), remark))
        figures += _ask(services, folder, paragraphs, size)
    return figures


def _build_alone(folder: Path, paragraphs: list[str]) -> None:
    index = SearchIndex(folder)
    step = max(1, len(paragraphs) // max(1, round(sum(map(len, paragraphs)) / 25e6)))
    for at in range(0, len(paragraphs), step):
        some = [Paragraph(number, text) for number, text in enumerate(paragraphs[at : at + step])]
        index.put_reader(str(at), "1", some)
    index.close()


def _build_shared(services: Services, data: Path) -> tuple[float, float]:
    """As the window's child process does it; seconds of the busier process, and by the clock."""
    helper = (sys.executable, "-m", "annotator", "--data-dir", str(data), "index", "--until-eof", "--part")
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    own = _cpu(lambda: services.indexing.drain(None, helper))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    other = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return max(own, other), time.perf_counter() - start


def _ask(services: Services, folder: Path, paragraphs: list[str], size: float) -> list[Figure]:
    """Times by the processor: what a query takes on an idle machine. All answers are counted."""
    queries = _queries(paragraphs)
    index, goals = services.indexing.index, WARM if size >= LARGE else {}
    figures = [Figure(f"first query at {size:g} MB", _ms(lambda: index.search_texts("power", limit=20)), "ms")]
    _each(("the of and to in a", '"of the"', "th*"), lambda query: _counted(index, query))  # warm from here on
    connection = rivals.fts5(folder / "fts5b", paragraphs)
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex

    with FileIndex(FileStorage(str(folder / "whoosh"))).searcher() as searcher:
        parser = QueryParser("body", searcher.schema)
        for kind, asked in queries.items():
            ours = _each(asked, lambda query: _counted(index, query))
            theirs = _each(asked[:RIVALS], lambda query: searcher.search(parser.parse(query), limit=20))
            lite = _each(asked, lambda query: _fts5(connection, query))
            remark = (
                f"p50 {statistics.median(ours):.1f}; Whoosh as it comes {statistics.median(theirs):.1f}/"
                f"{percentile(theirs, 0.95):.0f}, FTS5 {statistics.median(lite):.1f}/{percentile(lite, 0.95):.0f}"
            )
            figures.append(
                Figure(f"  {kind}, p95 at {size:g} MB", percentile(ours, 0.95), "ms", goals.get(kind), remark)
            )
    connection.close()
    shown = _each(queries["one word"], lambda query: services.finding.search(query, limit=20))
    remark = f"p50 {statistics.median(shown):.1f}; with number, facets, page and author"
    goal = 40.0 if size >= LARGE else None
    figures.append(Figure(f"  20 with snippets, p95 at {size:g} MB", percentile(shown, 0.95), "ms", goal, remark))
    hostile = _each(HOSTILE, lambda query: _answered_or_refused(services, query))
    slowest = max(zip(hostile, HOSTILE, strict=True))
    goal = 1000.0 if size >= LARGE else None
    figures.append(Figure(f"  the slowest query at {size:g} MB", slowest[0], "ms", goal, slowest[1]))
    return figures


def _answered_or_refused(services: Services, query: str) -> None:
    """What stands for too many words is refused, and that must be quick as well."""
    with suppress(UserError):
        services.finding.search(query, limit=20)


def _counted(index: SearchIndex, query: str) -> int:
    with index.texts(parse(query)) as answers:
        answers.best(20)
        return len(answers)


def _fts5(connection: object, query: str) -> list[object]:
    statement = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT 20"
    return list(connection.execute(statement, (query,)))  # type: ignore[attr-defined]


def _queries(paragraphs: list[str]) -> dict[str, list[str]]:
    """Words from the most frequent one to those that occur twice, at even steps of their logarithm; pairs, phrases and
    beginnings of words as they stand in the text."""
    chance = random.Random(5)
    counts = Counter(
        word for text in chance.sample(paragraphs, min(len(paragraphs), 40_000)) for word in surfaces(text)
    )
    ranked = [word for word, count in counts.most_common() if count > 1 and re.fullmatch("[a-z]+", word)]
    ranks = {round(len(ranked) ** (number / (2 * QUERIES))) - 1 for number in range(2 * QUERIES)}
    words = [ranked[rank] for rank in sorted(ranks)]
    chance.shuffle(words)
    made: dict[str, list[str]] = {"one word": words, "AND": [], "phrase": [], "prefix": []}
    while any(len(some) < QUERIES for some in made.values()):
        some = [word for word in surfaces(chance.choice(paragraphs)) if re.fullmatch("[a-z]+", word)]
        if len(some) < 6:
            continue
        made["AND"].append(" AND ".join(chance.sample(some, 2)))
        at, length = chance.randrange(len(some) - 4), chance.randint(2, 4)
        made["phrase"].append(f'"{" ".join(some[at : at + length])}"')
        long = [word for word in some if len(word) > 4]
        if long:
            made["prefix"].append(chance.choice(long)[: chance.randint(3, 5)] + "*")
    return {kind: some[:QUERIES] for kind, some in made.items()}


def _notes(folder: Path) -> list[Figure]:
    """A note that was just saved, among ten thousand: the search after it, while it waits for the index."""
    shelves.fill(folder / "data", prose.paragraphs(1.0), notes=NOTES)
    with closing(build_services(paths_under(folder / "data"))) as services:
        services.indexing.drain()
        opened = services.shelf.open(services.shelf.entries()[0].reader.id)
        services.finding.search("word")
        chance, found, drained = random.Random(4), list[float](), list[float]()
        for number in range(SAVED):
            note = shelves.annotation(opened.reader, opened.document, chance, f"zyx{number} and more about it")
            _save(services, note)
            found.append(_ms(partial(_must_find, services, f"zyx{number}")))
            drained.append(_ms(services.indexing.drain))
            _must_find(services, f"zyx{number}")
        kinds = frozenset({"notes"})
        common = _each(["the OR a OR of"] * 2, lambda query: services.finding.search(query, kinds=kinds, limit=20))
    return [
        Figure(f"saved note → found, {NOTES} notes, p50", statistics.median(found), "ms", 10.0),
        Figure(f"saved note → found, {NOTES} notes, p95", percentile(found, 0.95), "ms", 25.0),
        Figure("  its way into the index, in the child, p50", statistics.median(drained), "ms", remark="told"),
        Figure("  a search that finds nearly all of them", common[1], "ms", remark=f"the first time {common[0]:.0f}"),
    ]


def _stalls(folder: Path) -> list[Figure]:
    """By the clock, so what else the machine does counts as well: it is measured before, and told."""
    shelves.fill(folder / "data", prose.paragraphs(12.0))
    command = [sys.executable, "-m", "tests.benchmarks.stalls", str(folder / "data")]
    environment = {**os.environ, "PYTHONPATH": str(prose.ROOT)}
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=prose.ROOT, env=environment)
    before, during = map(float, done.stdout.split())
    goal = 20.0 if before < 10.0 else None
    return [
        Figure("the longest stall of the window's loop, nothing going on", before, "ms"),
        Figure("  while 12 MB are indexed by two processes", during, "ms", goal),
    ]


def _save(services: Services, note: object) -> None:
    from annotator.model.change import Change, ChangeSet

    services.history.commit(ChangeSet("highlight", (Change(None, note),)))  # type: ignore[arg-type]


def _must_find(services: Services, query: str) -> None:
    assert services.finding.search(query, limit=20).total == 1, query


def _cpu(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def _ms(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return (time.thread_time() - start) * 1000


def _each(queries: Sequence[str], ask: Callable[[str], object]) -> list[float]:
    """Milliseconds that each query takes."""
    return [_ms(partial(ask, query)) for query in queries]


def _disk(path: Path) -> int:
    return sum(one.stat().st_size for one in _files(path))


def _files(path: Path) -> Iterator[Path] | Sequence[Path]:
    return (one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
