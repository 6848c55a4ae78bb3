"""Commands that keep a library from being lost: backup, restore-backup, doctor, empty-trash."""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from annotator.cli.output import progress_bar, put, put_json, say_error
from annotator.errors import UserError
from annotator.i18n import _, ngettext
from annotator.outcome_words import finding_sentence
from annotator.paths import Paths
from annotator.sentences import sentence
from annotator.services import keeping
from annotator.services.keeping import Finding, Rebuilt, Restored
from annotator.wiring import author_here, build_services

_log = logging.getLogger(__name__)


def backup(options: Namespace) -> None:
    """A verified copy; prints its path. With `--daily` (the window's child) only where one is due."""
    if options.daily and not keeping.backup_due(options.paths.data):
        return
    with closing(build_services(options.paths)) as services:
        put(str(services.keeping.back_up(options.output)))


def back_up_daily(paths: Paths) -> None:
    """The first change of a day is followed by a backup; that it failed is said, and is no failure of the command."""
    if not keeping.backup_due(paths.data):
        return
    try:
        with closing(build_services(paths)) as services:
            services.keeping.back_up()
    except UserError as error:
        _log.warning("%s", sentence(error))


def restore(options: Namespace) -> None:
    """Back to a backup, and how to undo that."""
    restored = keeping.restore_backup(options.paths.data, options.file, lambda: build_services(options.paths))
    for line in _restored(restored, options.file):
        put(line)


def empty_trash(options: Namespace) -> None:
    """Purge what is old enough; says where it still is."""
    with closing(build_services(options.paths)) as services:
        purged = services.keeping.empty_trash()
    if not purged.records:
        put(_("Nothing has been in the trash for 30 days, so nothing was purged."))
        return
    text = ngettext("{n} item was purged.", "{n} items were purged.", purged.records).format(n=purged.records)
    put(text + " " + _("The backup {path} still has them.").format(path=purged.backup))


def doctor(options: Namespace) -> int:
    """Check, or rebuild and then check; 1 where something is left that couldn't be mended without loss."""
    findings: list[Finding] = []
    refused = False
    try:
        for finding in _findings(options):
            findings.append(finding)
            if not options.json:
                put(("  " if finding.mended else "! ") + finding_sentence(finding.code, finding.params))
    except UserError as error:
        if not options.json:
            raise
        findings.append(Finding(error.code, False, {**error.params, "sentence": sentence(error)}))
        say_error(sentence(error))
        refused = True
    left = sum(not finding.mended for finding in findings)
    sound = not left
    if left and not refused:
        said = ngettext(
            "{n} finding could not be mended without loss; what it says tells what to do.",
            "{n} findings could not be mended without loss; what they say tells what to do.",
            left,
        )
        say_error(said.format(n=left))
    if options.json:
        put_json({"sound": sound, "findings": [_described(finding) for finding in findings]})
    elif not findings:
        put(_("Everything is sound."))
    elif sound:
        put(_("All of this is mended, and nothing was lost."))
    return 0 if sound else 1


def _findings(options: Namespace) -> Iterator[Finding]:
    bar = progress_bar(options.quiet)
    if options.rebuild:
        rebuilt = keeping.make_anew(
            options.paths.data, author_here(), (lambda part: bar("rebuild", part)) if bar else None
        )
        if not options.json:
            put(_summary(rebuilt))
        yield from _left(rebuilt)
    with closing(build_services(options.paths)) as services:
        yield from keeping.doctor(services, options.paths.data, (lambda part: bar("check", part)) if bar else None)


def _summary(rebuilt: Rebuilt) -> str:
    lines = [_("The library was made anew: {count} records.").format(count=rebuilt.records)]
    if rebuilt.salvaged:
        lines.append(_("{count} of them only the old library had.").format(count=rebuilt.salvaged))
    if rebuilt.kept:
        lines.append(_("The old library is kept: {path}").format(path=rebuilt.kept))
    return "\n".join(lines)


def _left(rebuilt: Rebuilt) -> Iterator[Finding]:
    for path, number in rebuilt.damaged:
        yield Finding("line_damaged", False, {"path": path, "number": number})
    if rebuilt.loose:
        yield Finding("links_loose", False, {"count": rebuilt.loose})
    if not rebuilt.history:
        yield Finding("history_lost", True, {})


def _described(finding: Finding) -> dict[str, object]:
    params = {name: value if isinstance(value, int) else str(value) for name, value in finding.params.items()}
    said = params.pop("sentence", None) or finding_sentence(finding.code, finding.params)
    return {"code": finding.code, "mended": finding.mended, "sentence": said, **params}


def _restored(restored: Restored, source: Path) -> Iterator[str]:
    yield _("The library is again as in {path}.").format(path=source)
    if restored.changed:
        count = restored.changed
        yield ngettext("{n} change was taken back.", "{n} changes were taken back.", count).format(n=count)
    if restored.trashed:
        count = restored.trashed
        yield ngettext(
            "{n} item made after the backup is in the trash.",
            "{n} items made after the backup are in the trash.",
            count,
        ).format(n=count)
    if restored.unread:
        count = restored.unread
        yield ngettext(
            "{n} damaged row of the backup was left out.", "{n} damaged rows of the backup were left out.", count
        ).format(n=count)
    if restored.later:
        yield _(
            "The journal tells of {n} later changes; they are not in the library. “annotator doctor --rebuild” brings "
            "them in."
        ).format(n=restored.later)
    if restored.kept:
        yield _("The library as it was before is kept: {path}").format(path=restored.kept)
    if restored.changed or restored.trashed:
        yield _("“annotator undo” takes the restoring back.")
