"""What the paragraphs of a Word file become."""

from __future__ import annotations

from tests.unit.importing.samples import blocks, divisions
from tests.unit.importing.word.packing import cell, doubts, emphasis, field, p, r, read, table

PROSE = "Some words of running text, long enough to be prose and nothing else."
BREAK = "<w:r><w:br/></w:r>"


def test_headings_become_divisions_by_level_name_and_inheritance() -> None:
    document = read(
        p("Origins", style="Heading1")
        + p(PROSE)
        + p("Below", style="berschrift2")
        + p(PROSE)
        + p("Deep", style="Heading3")
        + p(PROSE)
        + p("Mine", style="Mine")
        + p(PROSE)
        + p("By outline", shape='<w:outlineLvl w:val="1"/>')
        + p(PROSE)
        + p("No heading at all", style="Heading1", shape='<w:outlineLvl w:val="9"/>')
    ).document
    assert divisions(document) == [
        ("chapter", None, "Origins", None, 1),
        ("section", None, "Below", None, 2),
        ("section", None, "Deep", None, 3),
        ("chapter", None, "Mine", None, 1),
        ("section", None, "By outline", None, 2),
    ]
    assert blocks(document)[-1] == ("paragraph", "No heading at all")


def test_title_author_parts_and_selections() -> None:
    document = read(
        p("A Reader", style="Title")
        + p("In two parts", style="Subtitle")
        + p("Edited here for the first time.")
        + p("Part One: Beginnings", style="Heading1")
        + p("The editor introduces.")
        + p("The Dam", style="berschrift2")
        + p("by Ann Author and Bob Other")
        + p(PROSE)
        + p("Source: Ann Author, Dams (London, 1999).")
        + p("A section", style="Heading3")
        + p(PROSE)
        + p("3. The River", style="berschrift2")
        + p("Cleo Writer")
        + p(PROSE)
        + p("Bibliography", style="Heading1")
        + p("Books.")
    ).document
    assert document.title == "A Reader"
    assert divisions(document) == [
        ("front", None, None, None, 1),
        ("part", "Part One", "Beginnings", None, 1),
        ("introduction", None, None, None, 2),
        ("selection", None, "The Dam", "Ann Author and Bob Other", 2),
        ("section", None, "A section", None, 3),
        ("selection", "3", "The River", "Cleo Writer", 2),
        ("back", None, "Bibliography", None, 1),
    ]
    assert document.divisions[3].source == "Ann Author, Dams (London, 1999)."
    assert blocks(document)[:3] == [
        ("heading", "A Reader"),
        ("heading", "In two parts"),
        ("paragraph", "Edited here for the first time."),
    ]
    assert ("author", "by Ann Author and Bob Other") in blocks(document)


def test_a_number_that_is_a_heading_of_its_own() -> None:
    document = read(p("Chapter 1", style="Heading1") + p("The Dam", style="Heading1") + p(PROSE)).document
    assert divisions(document) == [("chapter", "Chapter 1", "The Dam", None, 1)]
    assert blocks(document)[:2] == [("number", "Chapter 1"), ("heading", "The Dam")]


def test_quotations_by_style_and_by_indents() -> None:
    both = '<w:ind w:left="720" w:right="720"/>'
    left = '<w:ind w:left="720"/>'
    document = read(
        p(PROSE)
        + p("Quoted by style.", style="Quote")
        + p("Quoted by another.", style="BlockText")
        + p(PROSE)
        + p("Set in on both sides.", shape=both)
        + p("He said:")
        + p("Set in after a colon.", shape=left)
        + p("Its second paragraph.", shape=left)
        + p(PROSE)
        + p("Set in, and nothing leads on to it.", shape=left)
        + p("Hangs.", shape='<w:ind w:left="720" w:hanging="720"/>')
    ).document
    kinds = [kind for kind, _ in blocks(document)]
    assert (
        kinds
        == ["paragraph", "quote", "quote", "paragraph", "quote", "paragraph", "quote", "quote"] + ["paragraph"] * 3
    )


def test_a_text_set_in_as_a_whole_is_no_quotation() -> None:
    both = '<w:ind w:left="720" w:right="720"/>'
    document = read("".join(p(PROSE, shape=both) for _ in range(5))).document
    assert {kind for kind, _ in blocks(document)} == {"paragraph"}


def test_emphasis_direct_by_style_and_inherited() -> None:
    document = read(
        p(
            "Plain ",
            r("slanted", "<w:i/>"),
            " and ",
            r("strong", '<w:rStyle w:val="Strong"/>'),
            r(" small", "<w:smallCaps/>"),
        )
        + p(
            "Roman ",
            r("by style", '<w:rStyle w:val="Emphasis"/>'),
            r(" off", '<w:rStyle w:val="Emphasis"/><w:i w:val="0"/>'),
        )
        + p("All of it slanted, ", r("but this", '<w:rStyle w:val="Emphasis"/>'), ", again", style="Quote")
        + p(r("One", "<w:i/>"), " ", r("title", "<w:i/>"))
        + p("A heading", r(" slanted", "<w:i/>"), style="Heading1")
        + p(PROSE)
    ).document
    assert emphasis(document) == [
        ("italic", "slanted"),
        ("bold", "strong"),
        ("small-caps", "small"),
        ("italic", "by style"),
        ("italic", "All of it slanted,"),
        ("italic", ", again"),
        ("italic", "One title"),
        ("italic", "slanted"),
    ]


def test_verse_by_breaks_and_by_style() -> None:
    document = read(
        p("Of rain,", BREAK, r("of snow,", "<w:i/>"), BREAK, "and of the wind")
        + p("Line one", style="Verse")
        + p("Line two", style="Verse")
        + p("", style="Verse")
        + p("Next stanza", style="Verse")
        + p("A long line of prose that was only broken by hand at its very end because of the layout,", BREAK, PROSE)
    ).document
    assert blocks(document)[:3] == [
        ("verse", "Of rain,\nof snow,\nand of the wind"),
        ("verse", "Line one\nLine two"),
        ("verse", "Next stanza"),
    ]
    assert blocks(document)[3][0] == "paragraph"
    assert emphasis(document) == [("italic", "of snow,")]


def test_lists_with_their_numbers() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>'
        "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>'
        "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )

    def item(words: str, key: int, level: int = 0) -> str:
        return p(
            words, style="ListParagraph", shape=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
        )

    document = read(
        item("one", 1)
        + item("two", 1)
        + item("a", 1, 1)
        + item("deep", 1, 2)
        + item("b", 1, 1)
        + item("three", 1)
        + item("a again", 1, 1)
        + item("dot", 2)
        + item("anew", 3)
        + item("goes on", 3)
        + p("no number", shape='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        numbering=numbering,
    ).document
    assert [text for _, text in blocks(document)] == [
        *(
            "1. one",
            "2. two",
            "(a) a",
            "2.a.i deep",
            "(b) b",
            "3. three",
            "(a) a again",
            "dot",
            "7. anew",
            "8. goes on",
        ),
        "no number",
    ]
    assert [kind for kind, _ in blocks(document)] == ["list"] * 10 + ["paragraph"]


def test_tables_with_merged_cells_and_tables_inside() -> None:
    inner = table(("in one", "in two")) + p("")
    merged = (
        "<w:tr>" + cell("across", '<w:gridSpan w:val="2"/>') + cell("down", '<w:vMerge w:val="restart"/>') + "</w:tr>"
        "<w:tr>" + cell("a") + cell(inner) + cell(p(""), "<w:vMerge/>") + "</w:tr>"
    )
    document = read(
        p(PROSE)
        + p("Table 1. Things", style="Caption")
        + f"<w:tbl>{merged}</w:tbl>"
        + p("Source: A census.")
        + p(PROSE)
    ).document
    assert document.tables[0].rows == (("across", "", "down"), ("a", "in one in two", ""))
    assert document.tables[0].caption == "Table 1. Things"
    assert [kind for kind, _ in blocks(document)] == ["paragraph", "caption", "table", "source", "paragraph"]
    assert document.divisions[0].source is None


def test_a_table_that_is_only_a_frame_is_read_as_text() -> None:
    document = read(table((p("A heading", style="Heading1") + p(PROSE),))).document
    assert blocks(document) == [("heading", "A heading"), ("paragraph", PROSE)]
    assert document.tables == ()


def test_changes_comments_fields_and_hidden_words() -> None:
    imported = read(
        p(
            "Kept ",
            f"<w:ins>{r('new ')}</w:ins>",
            "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>",
            f"<w:moveFrom>{r('moved away ')}</w:moveFrom><w:moveTo>{r('moved here ')}</w:moveTo>",
            field("PAGEREF x", "12"),
            r(" secret words", "<w:vanish/>"),
            '<w:r><w:commentReference w:id="0"/></w:r>',
            " end.",
        )
        + p("Its end was deleted, ", shape="<w:rPr><w:del/></w:rPr>")
        + p("so they are one."),
        comments=f'<w:comment w:id="0">{p("Not text")}</w:comment>',
    )
    assert [text for _, text in blocks(imported.document)] == [
        "Kept new moved here 12 end.",
        "Its end was deleted, so they are one.",
    ]
    assert doubts(imported) == {
        "changes_accepted": {"count": "4"},
        "comments_left_out": {"count": "1"},
        "hidden_left_out": {"count": "2"},
    }


def test_a_field_without_an_end_swallows_nothing() -> None:
    torn = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    document = read(p("Before ", torn, "and after.") + p("More.")).document
    assert document.text == "Before and after.\n\nMore."


def test_a_field_inside_the_code_of_another_is_code() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>IF</w:instrText></w:r>"
    outer = mark.format("begin") + code + field("PAGE", "7") + mark.format("separate") + r("shown") + mark.format("end")
    assert read(p("Is ", outer, ".")).document.text == "Is shown."


def test_characters_that_are_elements() -> None:
    run = (
        "<w:r><w:t>co</w:t><w:softHyphen/><w:t>operate</w:t><w:tab/><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t>"
        '<w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    )
    imported = read(p(run))
    assert imported.document.text == "cooperate well-knownα\ufffd"
    assert doubts(imported) == {"symbols_unknown": {"count": "1"}}


def test_links_controls_and_boxes() -> None:
    box = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
    alternate = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = read(
        f"<w:sdt><w:sdtContent>{p('Controlled.')}</w:sdtContent></w:sdt>"
        + p(
            "See ",
            f"<w:hyperlink>{r('the site')}</w:hyperlink>",
            f"<w:smartTag>{r(', Paris')}</w:smartTag>",
            f"<w:r>{alternate}</w:r>",
        )
        + p(
            "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
        )
        + p(f"<w:bdo w:val='rtl'>{r('שלום')}</w:bdo>")
    ).document
    assert [text for _, text in blocks(document)] == ["Controlled.", "See the site, Paris", "In a box.", "a/b", "שלום"]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    document = read(p("I", shape='<w:framePr w:dropCap="drop" w:lines="3"/>') + p("n the beginning.")).document
    assert document.text == "In the beginning."


def test_headings_that_no_style_names() -> None:
    big = '<w:b/><w:sz w:val="32"/>'
    imported = read(
        p(r("A Study of Dams", '<w:sz w:val="48"/>'))
        + p(r("Origins", big))
        + p(PROSE, PROSE)
        + p(r("A Bold Line", "<w:b/>"))
        + p(PROSE, PROSE)
        + p(r("Outcomes", big))
        + p(PROSE, PROSE)
    )
    assert imported.document.title == "A Study of Dams"
    assert divisions(imported.document) == [
        ("front", None, None, None, 1),
        ("chapter", None, "Origins", None, 1),
        ("section", None, "A Bold Line", None, 2),
        ("chapter", None, "Outcomes", None, 1),
    ]
    assert doubts(imported)["headings_by_look"] == {"count": "4"}
    assert emphasis(imported.document) == []


def test_what_the_file_says_of_itself() -> None:
    core = "<dc:title>On Dams</dc:title><dc:creator>Ann Author</dc:creator>"
    document = read(
        p(PROSE), core + "<dcterms:created>1999-05-01T00:00:00Z</dcterms:created><dc:language>en-GB</dc:language>"
    ).document
    assert document.title == "On Dams"
    assert document.metadata == {"author": "Ann Author", "created": "1999-05-01", "language": "en-GB"}
    junk = read(p(PROSE), "<dc:title>Microsoft Word - x.doc</dc:title><dc:creator>python-docx</dc:creator>").document
    assert (junk.title, junk.metadata) == ("Sample", {})
