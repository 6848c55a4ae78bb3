"""The commands and their options, as one table. The functions behind them are imported only when they run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.i18n import _

Argument = tuple[tuple[str, ...], dict[str, Any]]


def argument(*names: str, **options: Any) -> Argument:
    """One argument of a command, as argparse takes it."""
    return names, options


def file_path(text: str) -> Path:
    """A path; an empty one (a script's unset variable) would quietly mean the present folder."""
    if not text:
        raise argparse.ArgumentTypeError(_("an empty name"))
    return Path(text)


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
CONCORDANCE = (
    argument(
        "words", nargs="+", metavar="WORD", help=_("words; several alternatives with | between them (quote them)")
    ),
    argument("--reader", metavar="ID", help=_("in this reader only")),
    argument("--mode", choices=("lemma", "exact", "regex"), default="lemma", help=_("how words are compared")),
    argument("--lemma", dest="mode", action="store_const", const="lemma", help=_("all forms of a word (the default)")),
    argument("--exact", dest="mode", action="store_const", const="exact", help=_("words as they are written")),
    argument("--regex", dest="mode", action="store_const", const="regex", help=_("WORD is a regular expression")),
    argument(
        "--sort",
        choices=("text", "1L", "2L", "3L", "1R", "2R", "3R", "word", "author"),
        default="text",
        help=_("by place, a neighbour at the left or right, the words found, or author"),
    ),
    argument("--window", type=int, default=8, metavar="N", help=_("context on each side, 8 words by default")),
    argument(
        "--unit", choices=("words", "characters"), default="words", help=_("what N counts: words, or code points")
    ),
    argument(
        "--collocates",
        nargs="?",
        type=int,
        const=5,
        metavar="N",
        help=_("also the words that keep company with the hits, within N words (5)"),
    ),
    argument("--min-count", type=int, default=3, metavar="N", help=_("neighbours that stand so often near a hit (3)")),
    argument("--csv", dest="form", action="store_const", const="csv", help=_("the lines as CSV")),
    argument("--markdown", dest="form", action="store_const", const="markdown", help=_("all of it as Markdown")),
    argument(
        "--svg", dest="form", action="store_const", const="svg", help=_("a plot of where the words stand, as SVG")
    ),
    argument("-o", "--output", type=file_path, metavar="FILE", help=_("to this new file: .csv, .md or .svg")),
    JSON,
)

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
        _("confirm where a moved annotation was found, take one of an orphan's candidates, or quote its new place"),
        (
            ANNOTATION,
            argument("candidate", nargs="?", type=int, metavar="N", help=_("which of the candidates, from 1")),
            argument("--quote", action="append", metavar="TEXT", help=_("or the words it is fastened to instead")),
            argument("--occurrence", type=int, default=1, metavar="K", help=_("which of several, from 1")),
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
            argument("--exact", action="store_true", help=_("words as they are written, without their other forms")),
            argument("--facets", action="store_true", help=_("also say how many hits there are, and where")),
            JSON,
        ),
    ),
    "concordance": (
        "concording",
        "concordance",
        _("show words in context, one line an occurrence, with counts for each selection"),
        CONCORDANCE,
    ),
    "index": (
        "finding",
        "index",
        _("bring the search index up to date"),
        (
            argument("--rebuild", action="store_true", help=_("make it anew")),
            argument("--until-eof", action="store_true", help=argparse.SUPPRESS),
            argument("--part", metavar="JSON", help=argparse.SUPPRESS),
        ),
    ),
    "export": (
        "exporting",
        "export",
        _("export annotated excerpts; a file that you wrote in is brought up to date"),
        (
            argument("readers", nargs="+", metavar="ID", help=_("a reader's id, or the beginning of it")),
            argument(
                "-o",
                "--output",
                metavar="FILE or FOLDER",
                help=_("to this file, or into this folder; - is standard output"),
            ),
            argument(
                "--format",
                choices=FORMATS,
                type=str.lower,
                metavar="F",
                help=_("markdown, html, csv, json-ld, bibtex, csl-json, pdf"),
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
            argument("--paper", choices=("a4", "letter"), default="a4", help=_("pdf: the sheets")),
            argument(
                "--paper-notes",
                choices=("margin", "end", "none"),
                default="margin",
                help=_("pdf: notes beside their lines, numbered at the end, or left out"),
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
