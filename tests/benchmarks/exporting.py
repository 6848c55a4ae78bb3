"""Ten thousand annotations out of the library into a file, into one that was written in, and into a preview.

The rivals, in the same run: Jinja without a sandbox rendering the same words (the least that a template can cost), and
`difflib` merging base, file and today's export as lines, as a program without ids would have to (it gets a tenth of
the file, for its time grows with the square).
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from difflib import SequenceMatcher
from pathlib import Path

from jinja2 import Environment

from annotator.importing import import_bytes
from annotator.model.annotation import Annotation
from annotator.model.change import Change, ChangeSet
from annotator.paths import paths_under
from annotator.services import Services, drafts
from annotator.services.exporting import MarkdownOptions
from annotator.wiring import build_services
from tests.benchmarks import crowd
from tests.benchmarks.figures import Figure

COUNT = 10_000
TIMES = 3
_BARE = """<!-- annotator:{{ e.id }} -->

> {{ e.quote }}
>
> — {{ e.citation }}

**{{ e.role }}** · {{ e.tags }}

{{ e.note }}
"""


def measure() -> list[Figure]:
    """CPU seconds of this thread; the best of three."""
    with tempfile.TemporaryDirectory() as folder:
        data, path = Path(folder) / "data", Path(folder) / "essay.md"
        with closing(build_services(paths_under(data), author="someone")) as services:
            reader = _fill(services, Path(folder))
            return [
                *_export(services, reader, Path(folder)),
                *_merge(services, reader, path),
                *_preview(services, reader),
            ]


def _fill(services: Services, folder: Path) -> str:
    chance = random.Random(7)
    words = ["".join(chance.choices("etaoinshrdlucmfgyp", k=chance.randint(2, 10))) for _ in range(9000)]
    paragraphs = [" ".join(chance.choices(words, k=chance.randint(60, 140))).capitalize() for _ in range(1200)]
    parts = [f"## Chapter {n // 40 + 1}\n\n{one}." if n % 40 == 0 else f"{one}." for n, one in enumerate(paragraphs)]
    source = folder / "reader.md"
    source.write_text("# A reader\n\n" + "\n\n".join(parts), encoding="utf-8")
    arrival = services.shelf.import_file(source, title="A reader")
    assert arrival.document.text == import_bytes(source.read_bytes(), "reader.md", title="A reader").document.text
    made = tuple(Change(None, crowd.annotation(arrival.reader, arrival.document, chance)) for _ in range(COUNT))
    services.history.commit(ChangeSet("highlight", made))
    return arrival.reader.id


def _export(services: Services, reader: str, folder: Path) -> list[Figure]:
    numbers = iter(range(99))
    write = _best(lambda: services.exporting.write(reader, MarkdownOptions(), folder / f"{next(numbers)}.md"))
    template = Environment().from_string(_BARE)
    document = services.shelf.document(services.shelf.get(reader))
    placed = services.annotations.of_reader(reader, document)
    rows = [
        {
            "id": one.annotation.id,
            "quote": document.text[one.spans[0].start : one.spans[0].end],
            "citation": "A reader, p. 3",
            "role": one.annotation.role,
            "tags": " ".join(one.annotation.tags),
            "note": one.annotation.note,
        }
        for one in placed
    ]
    bare = _best(lambda: "\n".join(template.render(e=row) for row in rows))
    return [
        Figure("export of 10,000 annotations, CPU", write, "s", 2.0, f"a bare template over their words: {bare:.2f} s"),
        Figure("  times the bare template", write / bare, "×"),
    ]


def _merge(services: Services, reader: str, path: Path) -> list[Figure]:
    services.exporting.write(reader, MarkdownOptions(), path)
    base = path.read_text(encoding="utf-8")
    blocks = base.split("\n\n")
    essay = "\n\n".join(
        f"{one}\n\nMy own sentence {n}." if n > 9 and n % 30 == 0 else one for n, one in enumerate(blocks)
    )
    path.write_text(essay, encoding="utf-8")
    _change(services, reader)
    took = _best(lambda: services.exporting.plan(reader, MarkdownOptions(), path))
    target = services.exporting.plan(reader, MarkdownOptions(), path)
    (plan,) = target.plans
    assert not plan.conflicts and len(plan.updated) > COUNT // 10 and plan.new is not None
    assert plan.new.decode().count("My own sentence") == essay.count("My own sentence")
    today = services.exporting.markdown(reader, MarkdownOptions()).split("\n")
    tenth = [lines[: len(lines) // 10] for lines in (base.split("\n"), essay.split("\n"), today)]
    rival = _best(lambda: [SequenceMatcher(None, tenth[0], one, autojunk=False).get_opcodes() for one in tenth[1:]])
    remark = f"difflib over a tenth of its lines: {rival:.2f} s"
    return [Figure("merge of 10,000 into a file that was written in, CPU", took, "s", 4.0, remark)]


def _change(services: Services, reader: str) -> None:
    """Every fifth note gets more words, every fiftieth annotation goes."""
    document = services.shelf.document(services.shelf.get(reader))
    here: list[Annotation] = [one.annotation for one in services.annotations.of_reader(reader, document)]
    more = tuple(drafts.edit_note(one, f"{one.note} and more").changes[0] for one in here[1::5])
    services.history.commit(ChangeSet("edit", more))
    services.history.commit(drafts.delete(here[::50]))


def _preview(services: Services, reader: str) -> list[Figure]:
    """From a change of the choices to the first slice, ready to be shown."""
    previewing = services.exporting.previewing(reader)
    previewing.begin(MarkdownOptions())
    times = []
    for order in ("role", "tag", "date", "text") * 5:
        start = time.thread_time()
        previewing.begin(MarkdownOptions(order=order))  # type: ignore[arg-type]
        times.append(1000 * (time.thread_time() - start))
    return [Figure("preview of 10,000 after a change, median, CPU", statistics.median(times), "ms", 100.0)]


def _best(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(TIMES):
        start = time.thread_time()
        work()
        seconds.append(time.thread_time() - start)
    return min(seconds)
