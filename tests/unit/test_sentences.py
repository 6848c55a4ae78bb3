"""Every code that the program raises or names has its sentence, and every sentence gets what it asks for."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import annotator
from annotator.errors import UserError
from annotator.model.report import Doubt
from annotator.outcome_words import ARRIVALS
from annotator.sentences import ACTS, DOUBTS, ERRORS, STAGES, doubt_sentence, sentence

PACKAGE = Path(annotator.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
ACT_MAKERS = {"ChangeSet", "_edited"}
TELLERS = {"tell", "progress", "bar"}  # what importers and the command line call the listener to a stage


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Where in the package one of these is called."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in names:
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def texts(node: ast.AST) -> list[str]:
    """The strings that an expression may be: a constant, or a choice between two."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def asked_for(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


RAISED = [(where, call) for where, call in calls("UserError")]


def test_every_error_has_its_sentence_and_all_that_the_sentence_asks_for() -> None:
    assert len(RAISED) > 50
    for where, call in RAISED:
        given = {keyword.arg for keyword in call.keywords}
        assert texts(call.args[0]) and None not in given, f"{where}: can't be checked"
        for code in texts(call.args[0]):
            assert code in ERRORS, f"{where}: no sentence for {code}"
            assert asked_for(ERRORS[code]) <= given, f"{where}: {code} asks for more than {given}"
            said = sentence(UserError(code, **{str(name): f"<{name}>" for name in given}))
            assert all(f"<{name}>" in said for name in asked_for(ERRORS[code]))


def test_every_act_has_its_name() -> None:
    named = [(where, code) for where, call in calls(*ACT_MAKERS) for code in texts(call.args[0])]
    assert len(named) > 9
    assert [(where, code) for where, code in named if code not in ACTS] == []
    assert set(ACTS) == {code for _, code in named}


def test_every_doubt_has_its_sentence_and_all_that_it_asks_for() -> None:
    made = [(where, call) for where, call in calls("Doubt") if len(call.args) > 1]
    assert len(made) >= 4
    for where, call in made:
        (code,) = texts(call.args[1])
        pairs = call.args[2].elts if len(call.args) > 2 and isinstance(call.args[2], ast.Tuple) else []
        params = tuple((name, "x") for pair in pairs if isinstance(pair, ast.Tuple) for name in texts(pair.elts[0]))
        assert code in DOUBTS and asked_for(DOUBTS[code]) <= {name for name, _ in params}, where
        assert doubt_sentence(Doubt(1, code, params))
    assert set(DOUBTS) == {code for _, call in made for code in texts(call.args[1])}


def test_every_stage_has_its_name() -> None:
    told = [(where, code) for where, call in calls(*TELLERS) if len(call.args) == 2 for code in texts(call.args[0])]
    assert {code for _, code in told} == set(STAGES)


def test_every_reason_why_an_annotation_did_not_come_in_has_its_words() -> None:
    given = {"Unreadable": 0, "Refused": 2, "Kept": 1}
    found = {
        text for name, at in given.items() for _, call in calls(name) if call.args for text in texts(call.args[at])
    }
    assert found == ARRIVALS.keys()
