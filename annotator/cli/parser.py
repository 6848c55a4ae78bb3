"""What was typed, read by the table of commands."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from annotator import __version__
from annotator.cli.table import COMMANDS, file_path
from annotator.i18n import _
from annotator.paths import default_paths, paths_under


def data_folder(text: str) -> Path:
    """The absolute path of a data folder."""
    try:
        return file_path(text).expanduser().absolute()
    except (OSError, RuntimeError) as error:  # no such user, or the present folder is gone
        raise argparse.ArgumentTypeError(str(error)) from error


# What follows these is a person's text, whatever it begins with: `--note "- a list"`, `--note ---`.
_FREE = frozenset({"--note", "--quote", "--search", "--set", "--tag", "--title"})


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
    _bring_back_dashes(parser, found)
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


def _bring_back_dashes(parser: argparse.ArgumentParser, found: argparse.Namespace) -> None:
    """Argparse swallows a value that is `--` itself, and leaves an empty list: a text gets it back, others refuse."""
    for name, value in vars(found).items():
        if value == [] or (isinstance(value, list) and [] in value):
            if f"--{name}" not in _FREE:
                parser.error(_("“--” is no value of --{name}").format(name=name.replace("_", "-")))
            setattr(found, name, "--" if value == [] else ["--" if one == [] else one for one in value])


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
