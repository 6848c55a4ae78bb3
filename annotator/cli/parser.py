"""The commands and their options, as one table. The functions behind them are imported only when they run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.i18n import _
from annotator.paths import default_paths, paths_under

Argument = tuple[tuple[str, ...], dict[str, Any]]


def argument(*names: str, **options: Any) -> Argument:
    """One argument of a command, as argparse takes it."""
    return names, options


JSON = argument("--json", action="store_true", help=_("write one JSON value"))
NOTE = argument("--note", metavar="MARKDOWN", help=_("the note's text"))
ROLE = argument("--role", help=_("claim, evidence, question, definition, objection or quotable"))
TAG = argument("--tag", action="append", metavar="TAG", help=_("a tag; may be given again"))
READER = argument("reader", metavar="ID", help=_("a reader's id, or the beginning of it"))
ANNOTATION = argument("annotation", metavar="ANNOTATION", help=_("an annotation's id"))

# name: (module, function, what it does, arguments)
COMMANDS: dict[str, tuple[str, str, str, tuple[Argument, ...]]] = {
    "open": (
        "window",
        "open_window",
        _("open the window on a file, a reader, or where you left off"),
        (argument("target", nargs="?", metavar="FILE or ID"),),
    ),
    "import": (
        "readers",
        "import_files",
        _("add files to the library"),
        (
            argument("files", nargs="+", type=Path, metavar="FILE"),
            argument("--title", help=_("call it so on the shelf")),
            argument("--progress-lines", action="store_true", help=argparse.SUPPRESS),
            JSON,
        ),
    ),
    "remove": ("readers", "remove", _("take a reader and its annotations to the trash"), (READER,)),
    "inspect": (
        "readers",
        "inspect",
        _("show the structure found in a file or reader, without adding anything"),
        (argument("target", metavar="FILE or ID"), JSON),
    ),
    "list": ("readers", "list_readers", _("list the readers"), (JSON,)),
    "annotate": (
        "marking",
        "annotate",
        _("mark a passage, or write a note"),
        (
            READER,
            argument("--quote", action="append", metavar="TEXT", help=_("the passage's words; […] is a gap")),
            argument("--occurrence", type=int, default=1, metavar="N", help=_("which of several, from 1")),
            argument("--division", metavar="D", help=_("the division's number, title or key")),
            ROLE,
            NOTE,
            TAG,
            JSON,
        ),
    ),
    "edit": (
        "marking",
        "edit",
        _("change an annotation's role, note or tags"),
        (ANNOTATION, ROLE, NOTE, TAG, JSON),
    ),
    "annotations": ("marking", "list_annotations", _("list a reader's annotations in text order"), (READER, JSON)),
    "delete": ("marking", "delete", _("take an annotation to the trash"), (ANNOTATION,)),
    "restore": (
        "marking",
        "restore",
        _("bring an annotation or a reader back from the trash"),
        (argument("id", metavar="ID"),),
    ),
    "undo": ("marking", "undo", _("take back the last act"), ()),
    "redo": ("marking", "redo", _("do again what was taken back"), ()),
    "search": (
        "finding",
        "search",
        _("search texts and notes"),
        (
            argument("query", nargs="+", metavar="QUERY"),
            argument("--in", dest="kinds", default="texts,notes", metavar="texts,notes"),
            argument("--reader", metavar="ID", help=_("in this reader only")),
            argument("--limit", type=int, default=20, metavar="N"),
            JSON,
        ),
    ),
    "index": (
        "finding",
        "index",
        _("bring the search index up to date"),
        (
            argument("--rebuild", action="store_true", help=_("make it anew")),
            argument("--until-eof", action="store_true", help=argparse.SUPPRESS),
        ),
    ),
    "export": (
        "exporting",
        "export",
        _("export annotated excerpts"),
        (
            READER,
            argument("-o", "--output", type=Path, metavar="FILE", help=_("write to this file")),
            argument("--format", default="markdown", metavar="F", help=_("markdown")),
            argument("--order", choices=("text", "role", "tag", "date"), default="text"),
            argument("--role", action="append", metavar="ROLE", help=_("only this role; may be given again")),
            argument("--tag", action="append", metavar="TAG", help=_("only this tag; may be given again")),
            argument("--division", metavar="D", help=_("only this division")),
        ),
    ),
    "backup": ("readers", "backup", _("make a verified copy of the library"), ()),
    "self-test": ("proving", "self_test", _("prove this installation"), ()),
    "tour": (
        "window",
        "tour",
        _("show the program in pictures"),
        (argument("--out", type=Path, metavar="DIR", help=_("where the pictures go")),),
    ),
}


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of one call, with `run` and `paths` added. Leaves by SystemExit(2) on a usage error."""
    common = _common_options()
    parser = argparse.ArgumentParser(
        prog="annotator", parents=[common], description=_("Close reading: highlights, margin notes, search, excerpts.")
    )
    parser.add_argument("--version", action="version", version=f"annotator {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, (_module, _function, summary, wanted) in COMMANDS.items():
        command = commands.add_parser(name, parents=[common], help=summary, description=summary)
        for names, options in wanted:
            command.add_argument(*names, **options)
    found = parser.parse_args(_with_command(arguments))
    for name, default in (("data_dir", None), ("quiet", False), ("log_level", "warning")):
        setattr(found, name, getattr(found, name, default))
    module, function, _summary, _wanted = COMMANDS[found.command]
    found.run = lambda options: _function_of(module, function)(options)
    found.paths = paths_under(found.data_dir) if found.data_dir else default_paths()
    return found


def _function_of(module: str, name: str) -> Callable[[argparse.Namespace], int | None]:
    found: Callable[[argparse.Namespace], int | None] = getattr(import_module(f"annotator.cli.{module}"), name)
    return found


def _common_options() -> argparse.ArgumentParser:
    """Options that may stand before or after the command; unset ones stay out, so that neither hides the other."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--data-dir", type=Path, metavar="DIR", help=_("all data of this run: library, index, settings")
    )
    common.add_argument("--quiet", action="store_true", help=_("no progress, no chatter"))
    common.add_argument("--log-level", choices=("debug", "info", "warning", "error"), metavar="LEVEL")
    return common


def _with_command(arguments: list[str]) -> list[str]:
    """`annotator FILE` means `annotator open FILE`; so does `annotator` alone."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        if arguments[at] in ("-h", "--help", "--version"):
            return arguments
        at += 2 if arguments[at] in ("--data-dir", "--log-level") else 1
    if at < len(arguments) and arguments[at] in COMMANDS:
        return arguments
    return [*arguments[:at], "open", *arguments[at:]]
