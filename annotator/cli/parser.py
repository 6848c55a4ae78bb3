"""The commands and their options, as one table. The functions behind them are imported only when they run."""

from __future__ import annotations

import argparse
import os
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


def file_path(text: str) -> Path:
    """A path; an empty one (a script's unset variable) would quietly mean the present folder."""
    if not text:
        raise argparse.ArgumentTypeError(_("an empty name"))
    return Path(text)


def data_folder(text: str) -> Path:
    """The absolute path of a data folder."""
    try:
        return file_path(text).expanduser().absolute()
    except (OSError, RuntimeError) as error:  # no such user, or the present folder is gone
        raise argparse.ArgumentTypeError(str(error)) from error


JSON = argument("--json", action="store_true", help=_("write one JSON value"))
NOTE = argument("--note", metavar="MARKDOWN", help=_("the note's text"))
ROLE = argument("--role", help=_("claim, evidence, question, definition, objection or quotable"))
TAG = argument("--tag", action="append", metavar="TAG", help=_("a tag; may be given again"))
READER = argument("reader", metavar="ID", help=_("a reader's id, or the beginning of it"))
ANNOTATION = argument("annotation", metavar="ANNOTATION", help=_("an annotation's id"))
# For the window, which runs these commands as its children.
CHILD = (
    argument("--progress-lines", action="store_true", help=argparse.SUPPRESS),
    argument("--until-eof", action="store_true", help=argparse.SUPPRESS),
    argument("--memory-limit", type=int, metavar="BYTES", help=argparse.SUPPRESS),
)
FORMATS = ("markdown", "md", "json-ld", "bibtex", "csl-json", "csv", "html", "pdf")
STYLES = ("reading", "author-date", "note", "pandoc")  # `citation_styles.STYLES`, likewise
KINDS = ("supports", "contradicts", "echoes", "see-also")  # `LinkKind`, which a start needn't wait for
# What follows these is a person's text, whatever it begins with: `--note "- a list"`, `--note ---`.
_FREE = frozenset({"--note", "--quote", "--search", "--set", "--tag", "--title"})

# name: (module, function, what it does, arguments)
COMMANDS: dict[str, tuple[str, str, str, tuple[Argument, ...]]] = {
    "open": (
        "window",
        "open_window",
        _("open the window on a file, a reader, or where you left off"),
        (argument("target", nargs="?", metavar="FILE or ID"),),
    ),
    "import": (
        "importing",
        "import_files",
        _("add files to the library"),
        (
            argument("files", nargs="+", type=file_path, metavar="FILE"),
            argument("--title", help=_("call it so on the shelf")),
            argument(
                "--revision-of", metavar="ID", help=_("a better text of this reader: its annotations are carried over")
            ),
            JSON,
            *CHILD,
        ),
    ),
    "remove": ("readers", "remove", _("take a reader and its annotations to the trash"), (READER,)),
    "inspect": (
        "inspecting",
        "inspect",
        _("show the structure found in a file or reader, without adding anything"),
        (
            argument("target", metavar="FILE or ID"),
            argument("--all", action="store_true", help=_("show long lists whole")),
            JSON,
            *CHILD,
        ),
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
    "link": (
        "linking",
        "link",
        _("tie two annotations"),
        (
            argument("source", metavar="A", help=_("an annotation's id")),
            argument("target", metavar="B", help=_("another's")),
            argument("--kind", choices=KINDS, default="see-also", help=_("how A speaks to B")),
            JSON,
        ),
    ),
    "cite": (
        "citing",
        "cite",
        _("show how a reader and its selections are cited, or correct what was found"),
        (
            READER,
            argument(
                "--division",
                metavar="D",
                help=_("this selection or introduction only; without it, --set means the book"),
            ),
            argument(
                "--set", action="append", metavar="FIELD=VALUE", help=_("say what a field is; may be given again")
            ),
            argument("--reset", action="append", metavar="FIELD", help=_("go back to what was found")),
            JSON,
        ),
    ),
    "accept": (
        "revising",
        "accept",
        _("confirm where a moved annotation was found, or take one of an orphan's candidates"),
        (
            ANNOTATION,
            argument("candidate", nargs="?", type=int, metavar="N", help=_("which of the candidates, from 1")),
            JSON,
        ),
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
        _("export annotated excerpts; a file that you wrote in is brought up to date"),
        (
            argument("readers", nargs="+", metavar="ID", help=_("a reader's id, or the beginning of it")),
            argument("-o", "--output", metavar="FILE or FOLDER", help=_("write to this file, or into this folder")),
            argument(
                "--format",
                choices=FORMATS,
                type=str.lower,
                metavar="F",
                help=_("markdown, html, csv, json-ld, bibtex, csl-json"),
            ),
            argument("--preset", metavar="P", help=_("how it looks: see “annotator presets”")),
            argument("--order", choices=("text", "role", "tag", "date")),
            argument("--style", choices=STYLES, help=_("how passages are cited")),
            argument(
                "--level", type=int, choices=range(1, 7), metavar="N", help=_("the title's heading level, 1 to 6")
            ),
            argument("--without", action="append", metavar="PART", help=_("notes, quotes, tags, ids, front-matter")),
            argument("--role", action="append", metavar="ROLE", help=_("only this role; may be given again")),
            argument("--tag", action="append", metavar="TAG", help=_("only this tag; may be given again")),
            argument("--division", metavar="D", help=_("only this division")),
            argument("--search", metavar="QUERY", help=_("only annotations that this search finds")),
            argument("--with-trash", action="store_true", help=_("json-ld: also what lies in the trash")),
            argument(
                "--restore-deleted", action="store_true", help=_("bring back excerpts that you deleted in the file")
            ),
            argument("--dry-run", "--diff", action="store_true", help=_("show what would change, and write nothing")),
            argument(
                "--on-conflict",
                choices=("mine", "program", "both"),
                help=_(
                    "where the same words were changed in the file and in the program; without it, nothing is written"
                ),
            ),
            argument("--save-preset", metavar="NAME", help=_("remember these choices; --preset NAME takes them again")),
        ),
    ),
    "presets": (
        "exporting",
        "presets",
        _("list the presets of exports"),
        (argument("--copy", metavar="P", help=_("copy one into your data folder, to change it there")), JSON),
    ),
    "import-annotations": (
        "receiving",
        "import_annotations",
        _("bring annotations in from JSON-LD, also another program's"),
        (READER, argument("file", type=file_path, metavar="FILE"), JSON),
    ),
    "backup": (
        "keeping",
        "backup",
        _("make a verified copy of the library"),
        (
            argument("-o", "--output", type=file_path, metavar="FILE", help=_("to this file, or into this folder")),
            argument("--daily", action="store_true", help=argparse.SUPPRESS),
        ),
    ),
    "restore-backup": (
        "keeping",
        "restore",
        _("go back to a backup; “annotator undo” takes that back"),
        (argument("file", type=file_path, metavar="FILE"),),
    ),
    "doctor": (
        "keeping",
        "doctor",
        _("check everything, mend what can be mended without loss"),
        (
            argument("--rebuild", action="store_true", help=_("make the library anew from readers and journals")),
            JSON,
        ),
    ),
    "empty-trash": ("keeping", "empty_trash", _("purge what was in the trash for 30 days, after a backup"), ()),
    "self-test": ("proving", "self_test", _("prove this installation"), ()),
    "tour": (
        "window",
        "tour",
        _("show the program in pictures"),
        (argument("--out", type=file_path, metavar="DIR", help=_("where the pictures go")),),
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
    arguments, named = _with_command(_with_texts_joined(arguments))
    for name, (_module, _function, summary, wanted) in COMMANDS.items():
        if named is not None and name != named:
            continue  # 8 ms for options that nobody asked for
        command = commands.add_parser(name, parents=[common], help=summary, description=summary)
        for names, options in wanted:
            command.add_argument(*names, **options)
    found = parser.parse_args(arguments)
    _decode_texts(parser, found)
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
        "--data-dir", type=data_folder, metavar="DIR", help=_("all data of this run: library, index, settings")
    )
    common.add_argument("--quiet", action="store_true", help=_("no progress, no chatter"))
    common.add_argument("--log-level", choices=("debug", "info", "warning", "error"), metavar="LEVEL")
    return common


def _with_texts_joined(arguments: list[str]) -> list[str]:
    """`--note TEXT` as `--note=TEXT`: argparse would take a TEXT that begins with a dash for an option."""
    joined: list[str] = []
    left = iter(arguments)
    for one in left:
        text = next(left, None) if one in _FREE else None
        joined.append(one if text is None else f"{one}={text}")
        if one == "--":  # no options after this
            joined.extend(left)
    return joined


def _with_command(arguments: list[str]) -> tuple[list[str], str | None]:
    """`annotator FILE` means `annotator open FILE`; so does `annotator` alone. With the command's name, if known."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        if arguments[at] in ("-h", "--help", "--version"):
            return arguments, None
        at += 2 if arguments[at] in ("--data-dir", "--log-level") else 1
    if at < len(arguments) and arguments[at] in COMMANDS:
        return arguments, arguments[at]
    return [*arguments[:at], "open", *arguments[at:]], "open"


def _decode_texts(parser: argparse.ArgumentParser, found: argparse.Namespace) -> None:
    """Texts that the locale couldn't decode, from UTF-8; usage error where they aren't. Names of files stay bytes."""
    for name, value in vars(found).items():
        if name in ("target", "output"):
            continue
        try:
            if isinstance(value, str):
                setattr(found, name, _decoded(value))
            elif isinstance(value, list):
                setattr(found, name, [_decoded(one) if isinstance(one, str) else one for one in value])
        except UnicodeDecodeError:
            parser.error(_("what was given as {name} isn't text in UTF-8").format(name=name))


def _decoded(text: str) -> str:
    undecoded = any("\ud800" <= character <= "\udfff" for character in text)
    return os.fsencode(text).decode("utf-8") if undecoded else text
