"""The JSON of the command line: names and types are a contract."""

from __future__ import annotations

import json

from annotator.export.document_json import annotation_to_json, document_to_json
from annotator.model.report import Doubt, Hyphen, Hyphens, Imported, ImportReport, InferredPage, Removed
from tests.unit.export_samples import DOCUMENT, EVERY_SORT, placed

REPORT = ImportReport(
    (Removed("running_head", "17  PAPER", 40, 12),),
    Hyphens(3, 1, ("set-back",), (Hyphen("set-back", 8, 9, True, True, 60),)),
    ("20",),
    (Doubt(7, "odd", (("x", "y"),)),),
    (InferredPage("18", 41, 12),),
    {40: "17  PAPER", 8: "a set-"},
)


def test_a_document_as_the_contract_says() -> None:
    data = document_to_json(Imported(DOCUMENT, REPORT), say=lambda doubt: f"{doubt.code}: {dict(doubt.params)['x']}")
    assert json.loads(json.dumps(data)) == data
    assert " ".join(data) == (
        "format version title metadata importer source_sha256 text blocks divisions pages notes note_refs tables "
        "emphasis report"
    )
    assert (data["format"], data["version"]) == ("annotator-document", 1)
    assert data["blocks"][11] == {
        "kind": "quote",
        "start": DOCUMENT.text.index("All is"),
        "end": DOCUMENT.text.index("All is") + 28,
        "division": 3,
    }
    assert data["divisions"][2] == {
        "kind": "introduction",
        "number": None,
        "title": None,
        "author": None,
        "level": 2,
        "parent": 1,
        "start": DOCUMENT.divisions[2].start,
        "end": DOCUMENT.divisions[2].end,
        "source": None,
        "citation": None,
    }
    assert data["pages"][0] == {"label": "ix", "printed": True, "start": 0}
    assert data["tables"][0]["rows"][1] == ["1902", "40"]
    assert data["emphasis"][2]["kind"] == "bold"
    assert data["report"] == {
        "removed": [{"kind": "running_head", "text": "17  PAPER", "line": 40, "at": 12}],
        "hyphens": {
            "joined": 3,
            "kept": 1,
            "doubtful": ["set-back"],
            "items": [
                {"word": "set-back", "line": 8, "until": 9, "kept": True, "doubtful": True, "at": 60},
            ],
        },
        "missing_pages": ["20"],
        "inferred_pages": [{"label": "18", "line": 41, "at": 12}],
        "doubts": [{"line": 7, "what": "odd: y", "at": None}],
        "raw": {"8": "a set-", "40": "17  PAPER"},
    }


def test_an_annotation_of_two_passages() -> None:
    data = annotation_to_json(DOCUMENT, EVERY_SORT[2])
    assert json.loads(json.dumps(data)) == data
    text = DOCUMENT.text
    assert data["quote"] == "Forty leaves are wanting. […] Who cut them?"
    assert (data["start"], data["end"]) == (text.index("Forty"), text.index("them?") + 5)
    assert [text[p["start"] : p["end"]] for p in data["passages"]] == [p["quote"] for p in data["passages"]]
    assert (data["page_from"], data["page_to"]) == ("18", "18")
    assert data["division"] == ["1 Archives", "1-1 The Ledger", "Missing Leaves"]
    assert (data["role"], data["tags"], data["state"], data["version"]) == ("question", ["memory"], "exact", 3)


def test_a_general_note_has_no_place() -> None:
    data = annotation_to_json(DOCUMENT, placed(1, division="1-archives/1-1-the-ledger", note="n"))
    assert (data["start"], data["end"], data["page_from"], data["passages"], data["quote"]) == (
        None,
        None,
        None,
        [],
        "",
    )
    assert data["division"] == ["1 Archives", "1-1 The Ledger"]


def test_an_orphan_keeps_its_quotations() -> None:
    data = annotation_to_json(DOCUMENT, EVERY_SORT[9])
    assert (data["state"], data["start"], data["page_to"]) == ("orphan", None, None)
    assert data["quote"] == "a leaf *long* gone […] and another"
    assert [p["quote"] for p in data["passages"]] == ["a leaf *long* gone", "and another"]
