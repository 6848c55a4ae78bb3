"""Templates that people write, run where they can do no harm: no Python within reach, and an end to everything.

Jinja's sandbox keeps a template from our objects' insides. What it doesn't stop is work without end, so that loops and
calls are counted here, and no string grows beyond a limit. A template needs a few of either for an excerpt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer

from annotator.export.presets.views import ExcerptView, PartView, ReaderView

STEPS = 5_000  # turns of loops, and calls, of one piece
LONGEST = 2_000_000  # code points of any string
_OPERATORS = frozenset({"+", "*", "%", "**"})
_PLAIN = frozenset((ReaderView, PartView, ExcerptView))
# What may be asked of words; the others of their methods make long ones of short ones.
_METHODS = frozenset(
    [
        "capitalize",
        "count",
        "endswith",
        "find",
        "isdigit",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "rpartition",
        "rstrip",
        "split",
        "splitlines",
        "startswith",
        "strip",
        "title",
        "upper",
    ]
)
_FILTERS = (
    *("abs", "capitalize", "default", "d", "first", "float", "groupby", "int", "join", "last", "length", "count"),
    *("list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select"),
    *("selectattr", "sort", "string", "striptags", "sum", "title", "trim", "truncate", "unique", "upper"),
    *("urlencode", "wordcount"),
)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment without files, and without globals but `range` and `namespace`."""

    intercepted_binops = _OPERATORS

    def __init__(self, filters: dict[str, Callable[..., Any]]) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
        )
        known = {name: self.filters[name] for name in _FILTERS}
        self.filters = {name: _measured(one) for name, one in known.items()} | filters | {_COUNTED: self._count}
        self.filters[_MEASURED] = measured
        self.globals = {"range": self.globals["range"], "namespace": Namespace}
        self.steps = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Counts the turns of loops, and measures what `~` and blocks put together, whatever a template says."""
        tree = super()._parse(source, name, filename)
        for kind in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends):
            if (found := tree.find(kind)) is not None:
                raise TemplateSyntaxError("a preset is one file", found.lineno, name, filename)
        _Guard().visit(tree)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Python's insides never are, nor are methods that know no end."""
        return (attr in _METHODS if isinstance(obj, str) else True) and super().is_safe_attribute(obj, attr, value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What is asked most often is plain, and asked in no time."""
        if type(obj) in _PLAIN and attribute[:1] != "_" and hasattr(obj, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> None:
        """`format` is a method like the others, and none of those that may be asked for."""

    def call(self, context: Context, obj: Any, *arguments: Any, **named: Any) -> Any:
        """Every call of a template, macros included."""
        self._step()
        return measured(super().call(context, obj, *arguments, **named))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """`"x" * 10` may; `"x" * 10**9` may not."""
        if operator == "*" and isinstance(left, int) and isinstance(right, str | list | tuple):
            left, right = right, left
        if operator == "*" and isinstance(left, str | list | tuple) and isinstance(right, int):
            if len(left) * right > LONGEST:
                raise SecurityError("it makes too long a text")
        elif operator in ("%", "**") and not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"“{operator}” is for numbers here")
        elif operator == "**" and abs(right) > 64:
            raise SecurityError("it makes too large a number")
        return measured(super().call_binop(context, operator, left, right))

    def _count(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._step()
            yield value

    def _step(self) -> None:
        self.steps += 1
        if self.steps > STEPS:
            raise SecurityError("it takes too many steps")


def measured(value: Any) -> Any:
    """The value, if it is not too long. Raises SecurityError."""
    if isinstance(value, str | list | tuple) and len(value) > LONGEST:
        raise SecurityError("it makes too long a text")
    if isinstance(value, int) and abs(value) > 10**50:
        raise SecurityError("it makes too large a number")
    return value


def _measured(one: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, with its result measured before anything is made of that."""

    def run(*arguments: Any, **named: Any) -> Any:
        if one.__name__ == "do_replace" and len(arguments) > 3:
            source, new = str(arguments[1]), str(arguments[3])
            if (len(source) + 1) * (len(new) + 1) > LONGEST * 10:
                raise SecurityError("it makes too long a text")
        return measured(one(*arguments, **named))

    for name in ("jinja_pass_arg", "__name__", "__doc__"):
        if hasattr(one, name):
            setattr(run, name, getattr(one, name))
    return run


_COUNTED, _MEASURED = "_counted", "_measured"


class _Guard(NodeTransformer):
    """Puts filters of ours around what could grow without end."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, _COUNTED, [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        self.generic_visit(node)
        return nodes.Filter(node, _MEASURED, [], [], None, None, lineno=node.lineno)

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:
        self.generic_visit(node)
        node.filter = nodes.Filter(node.filter, _MEASURED, [], [], None, None, lineno=node.lineno)
        return node
