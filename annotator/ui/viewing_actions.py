"""The actions of the View and Go menus; they are part of the one table."""

from __future__ import annotations

from annotator.i18n import _
from annotator.ui.action_spec import THEMES, ActionSpec, on_page, on_window
from annotator.ui.fonts import FAMILIES

VIEW: tuple[ActionSpec, ...] = (
    on_window(
        "contents",
        _("&Contents"),
        "view",
        _("Show or hide the table of contents"),
        "F9",
        "Ctrl+T",
        icon="contents",
        checkable=True,
    ),
    on_window(
        "margin",
        _("&Show or hide"),
        "view/margin",
        _("Show or hide the notes beside the text"),
        "Ctrl+M",
        icon="margin",
        checkable=True,
    ),
    *(
        on_window(
            f"margin-{key}",
            text,
            "view/margin",
            tooltip,
            *keys,
            checkable=True,
            exclusive="margin",
            opens_group=key == "notes",
        )
        for key, text, tooltip, keys in (
            ("notes", _("&Notes"), _("The notes stand beside the text"), ()),
            ("marks", _("Marks &only"), _("Only the roles’ marks stand beside the text"), ("Shift+F9",)),
            ("hidden", _("&Hidden"), _("The text has all the room"), ()),
        )
    ),
    on_window(
        "all-notes",
        _("&All notes"),
        "view",
        _("Show or hide the table of all annotations of this reader"),
        "Ctrl+Shift+M",
        checkable=True,
    ),
    on_window(
        "map",
        _("M&ap of the text"),
        "view",
        _("Show or hide the narrow map at the right: divisions, marks, bookmarks, hits"),
        "Ctrl+Alt+M",
        checkable=True,
    ),
    on_window(
        "full-screen",
        _("&Full screen"),
        "view",
        _("The page alone, on the whole screen"),
        "F11",
        icon="full-screen",
        checkable=True,
        needs_reader=False,
    ),
    on_window(
        "larger", _("&Larger text"), "view", _("Set the text one size larger"), "Ctrl++", "Ctrl+=", opens_group=True
    ),
    on_window("smaller", _("&Smaller text"), "view", _("Set the text one size smaller"), "Ctrl+-"),
    on_window("normal", _("&Normal size"), "view", _("Set the text in its normal size"), "Ctrl+0"),
    on_window(
        "paragraph-numbers",
        _("&Paragraph numbers"),
        "view",
        _("Number the paragraphs of each printed page"),
        "Ctrl+Shift+G",
        checkable=True,
        opens_group=True,
    ),
    on_window(
        "page-numbers",
        _("Pa&ge numbers"),
        "view",
        _("Show in the margin where each printed page begins"),
        checkable=True,
        needs_reader=False,
    ),
    *(
        on_window(
            f"font-{family.key}",
            family.label,
            "view/type",
            _("Set the text in {family}").format(family=family.label),
            checkable=True,
            exclusive="font",
            needs_reader=False,
        )
        for family in FAMILIES
    ),
    on_window(
        "wider", _("&Wider lines"), "view/type", _("Let lines grow longer, where the window has room"), opens_group=True
    ),
    on_window("narrower", _("&Narrower lines"), "view/type", _("Keep lines shorter")),
    on_window(
        "looser", _("More space &between lines"), "view/type", _("Set the lines further apart"), opens_group=True
    ),
    on_window("tighter", _("Less space between &lines"), "view/type", _("Set the lines closer together")),
    on_window(
        "justify",
        _("&Justify"),
        "view/type",
        _("Make all lines equally long"),
        checkable=True,
        opens_group=True,
        needs_reader=False,
    ),
    on_window(
        "hyphenate",
        _("&Hyphenate"),
        "view/type",
        _("Break words at the ends of lines, where that makes them more even"),
        checkable=True,
        needs_reader=False,
    ),
    on_window(
        "usual-type",
        _("&Usual setting"),
        "view/type",
        _("Font, size and lines as they were at first"),
        opens_group=True,
        needs_reader=False,
    ),
    *(
        on_window(
            f"theme-{key}",
            name,
            "view/theme",
            _("Colours of the page: {name}").format(name=name),
            checkable=True,
            exclusive="theme",
            needs_reader=False,
        )
        for key, name in THEMES
    ),
)
GO: tuple[ActionSpec, ...] = (
    on_window("back", _("&Back"), "go", _("To where you were before the last jump"), "Alt+Left", icon="back"),
    on_window("forward", _("&Forward"), "go", _("To where you went back from"), "Alt+Right", icon="forward"),
    on_page(
        "next-annotation",
        _("&Next annotation"),
        "go",
        _("To the next passage you marked"),
        "]",
        "Alt+Down",
        opens_group=True,
    ),
    on_page(
        "previous-annotation",
        _("&Previous annotation"),
        "go",
        _("To the passage you marked before this place"),
        "[",
        "Alt+Up",
    ),
    on_page(
        "next-selection",
        _("Next &selection"),
        "go",
        _("To the beginning of the next selection or chapter"),
        "}",
        "Alt+PgDown",
    ),
    on_page(
        "previous-selection",
        _("Previous s&election"),
        "go",
        _("To the beginning of this selection, or of the one before"),
        "{",
        "Alt+PgUp",
    ),
    on_window("go-to-page", _("&Go to page…"), "go", _("To a page of the printed book"), "Ctrl+G", opens_group=True),
    on_page(
        "next-marker",
        _("Next note &marker"),
        "go",
        _("To the next marker of a printed note; Enter shows the note"),
        "M",
        opens_group=True,
    ),
    on_page(
        "previous-marker",
        _("Previous note ma&rker"),
        "go",
        _("To the marker before this place"),
        "Shift+M",
    ),
    on_window(
        "bookmark",
        _("&Set or remove bookmark"),
        "go",
        _("Mark the line you are reading, to come back to it"),
        "Ctrl+D",
        icon="bookmark",
        opens_group=True,
    ),
    on_page("next-bookmark", _("Next b&ookmark"), "go", _("To the next line you set a bookmark at"), "F2"),
    on_page("previous-bookmark", _("Previous boo&kmark"), "go", _("To the bookmark before this place"), "Shift+F2"),
    on_window(
        "bookmarks",
        _("Bookmark&s"),
        "go",
        _("Show or hide the list of bookmarks"),
        "Ctrl+Shift+D",
        checkable=True,
    ),
)
