"""The one table of actions: menus, shortcuts, tool tips, the command palette and the page of keys come from it."""

from __future__ import annotations

from annotator.i18n import _
from annotator.model.annotation import ROLES
from annotator.ui.action_spec import THEMES, ActionSpec
from annotator.ui.action_spec import on_page as _page
from annotator.ui.action_spec import on_window as _window
from annotator.ui.fonts import FAMILIES
from annotator.ui.marking_actions import MARKING

_FILE = (
    _window(
        "open",
        _("&Open file…"),
        "file",
        _("Bring a text into the library and open it"),
        "Ctrl+O",
        icon="add",
        needs_reader=False,
    ),
    _window("library", _("&Library…"), "file", _("All your texts"), "Ctrl+L", icon="library", needs_reader=False),
    _window(
        "import", _("&Import…"), "file", _("Bring several texts into the library"), "Ctrl+Shift+O", needs_reader=False
    ),
    _window(
        "better-text",
        _("&Better text of this reader…"),
        "file",
        _("Put an improved text in place of this one; your notes are carried over"),
    ),
    _window(
        "import-report", _("Import &report…"), "file", _("What the import of this text took out, joined and doubted")
    ),
    _window(
        "export",
        _("&Export annotations…"),
        "file",
        _("Your passages and notes as Markdown"),
        "Ctrl+E",
        icon="export",
        opens_group=True,
    ),
    _window("pdf", _("Save as &PDF…"), "file", _("The text with your notes in the margin, to print"), "Ctrl+P"),
    _window(
        "backups",
        _("&Backups…"),
        "file",
        _("See the copies of your library, make one, go back to one"),
        opens_group=True,
        needs_reader=False,
    ),
    _window(
        "quit",
        _("&Quit"),
        "file",
        _("Close the window; everything is saved first"),
        "Ctrl+Q",
        icon="close",
        opens_group=True,
        needs_reader=False,
    ),
)
_EDIT = (
    _window("undo", _("&Undo"), "edit", _("Take the last change back"), "Ctrl+Z", icon="undo"),
    _window("redo", _("&Redo"), "edit", _("Do again what was taken back"), "Ctrl+Shift+Z", "Ctrl+Y", icon="redo"),
    _page("copy", _("&Copy"), "edit", _("Copy the selected words"), "Ctrl+C", icon="copy", opens_group=True),
    _window(
        "cite",
        _("Copy with c&itation"),
        "edit",
        _("Copy the selected words with their author and page"),
        "Ctrl+Shift+C",
    ),
    _page("select-all", _("Select &all"), "edit/select", _("Select the whole text"), "Ctrl+A"),
    _window(
        "find",
        _("&Find…"),
        "edit",
        _("Find words in this text"),
        "Ctrl+F",
        page_keys=("/",),
        icon="search",
        opens_group=True,
    ),
    _window("find-next", _("Find &next"), "edit", _("The next place with these words"), "F3"),
    _window("find-previous", _("Find &previous"), "edit", _("The place before with these words"), "Shift+F3"),
    _window(
        "find-everywhere",
        _("Find &everywhere…"),
        "edit",
        _("Search all your texts and notes"),
        "Ctrl+Shift+F",
        needs_reader=False,
    ),
)
_VIEW = (
    _window(
        "contents",
        _("&Contents"),
        "view",
        _("Show or hide the table of contents"),
        "F9",
        "Ctrl+T",
        icon="contents",
        checkable=True,
    ),
    _window(
        "margin",
        _("&Show or hide"),
        "view/margin",
        _("Show or hide the notes beside the text"),
        "Ctrl+M",
        icon="margin",
        checkable=True,
    ),
    *(
        _window(
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
    _window(
        "all-notes",
        _("&All notes"),
        "view",
        _("Show or hide the table of all annotations of this reader"),
        "Ctrl+Shift+M",
        checkable=True,
    ),
    _window(
        "map",
        _("M&ap of the text"),
        "view",
        _("Show or hide the narrow map at the right: divisions, marks, bookmarks, hits"),
        "Ctrl+Alt+M",
        checkable=True,
    ),
    _window(
        "full-screen",
        _("&Full screen"),
        "view",
        _("The page alone, on the whole screen"),
        "F11",
        icon="full-screen",
        checkable=True,
        needs_reader=False,
    ),
    _window(
        "larger", _("&Larger text"), "view", _("Set the text one size larger"), "Ctrl++", "Ctrl+=", opens_group=True
    ),
    _window("smaller", _("&Smaller text"), "view", _("Set the text one size smaller"), "Ctrl+-"),
    _window("normal", _("&Normal size"), "view", _("Set the text in its normal size"), "Ctrl+0"),
    _window(
        "paragraph-numbers",
        _("&Paragraph numbers"),
        "view",
        _("Number the paragraphs of each printed page"),
        "Ctrl+Shift+G",
        checkable=True,
        opens_group=True,
    ),
    *(
        _window(
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
    _window(
        "wider", _("&Wider lines"), "view/type", _("Let lines grow longer, where the window has room"), opens_group=True
    ),
    _window("narrower", _("&Narrower lines"), "view/type", _("Keep lines shorter")),
    _window("looser", _("More space &between lines"), "view/type", _("Set the lines further apart"), opens_group=True),
    _window("tighter", _("Less space between &lines"), "view/type", _("Set the lines closer together")),
    _window(
        "justify",
        _("&Justify"),
        "view/type",
        _("Make all lines equally long"),
        checkable=True,
        opens_group=True,
        needs_reader=False,
    ),
    _window(
        "hyphenate",
        _("&Hyphenate"),
        "view/type",
        _("Break words at the ends of lines, where that makes them more even"),
        checkable=True,
        needs_reader=False,
    ),
    _window(
        "usual-type",
        _("&Usual setting"),
        "view/type",
        _("Font, size and lines as they were at first"),
        opens_group=True,
        needs_reader=False,
    ),
    *(
        _window(
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
_GO = (
    _window("back", _("&Back"), "go", _("To where you were before the last jump"), "Alt+Left", icon="back"),
    _window("forward", _("&Forward"), "go", _("To where you went back from"), "Alt+Right", icon="forward"),
    _page(
        "next-annotation",
        _("&Next annotation"),
        "go",
        _("To the next passage you marked"),
        "]",
        "Alt+Down",
        opens_group=True,
    ),
    _page(
        "previous-annotation",
        _("&Previous annotation"),
        "go",
        _("To the passage you marked before this place"),
        "[",
        "Alt+Up",
    ),
    _page(
        "next-selection",
        _("Next &selection"),
        "go",
        _("To the beginning of the next selection or chapter"),
        "}",
        "Alt+PgDown",
    ),
    _page(
        "previous-selection",
        _("Previous s&election"),
        "go",
        _("To the beginning of this selection, or of the one before"),
        "{",
        "Alt+PgUp",
    ),
    _window("go-to-page", _("&Go to page…"), "go", _("To a page of the printed book"), "Ctrl+G", opens_group=True),
    _page(
        "next-marker",
        _("Next note &marker"),
        "go",
        _("To the next marker of a printed note; Enter shows the note"),
        "M",
        opens_group=True,
    ),
    _page(
        "previous-marker",
        _("Previous note ma&rker"),
        "go",
        _("To the marker before this place"),
        "Shift+M",
    ),
    _window(
        "bookmark",
        _("&Set or remove bookmark"),
        "go",
        _("Mark the line you are reading, to come back to it"),
        "Ctrl+D",
        icon="bookmark",
        opens_group=True,
    ),
    _page("next-bookmark", _("Next b&ookmark"), "go", _("To the next line you set a bookmark at"), "F2"),
    _page("previous-bookmark", _("Previous boo&kmark"), "go", _("To the bookmark before this place"), "Shift+F2"),
    _window(
        "bookmarks",
        _("Bookmark&s"),
        "go",
        _("Show or hide the list of bookmarks"),
        "Ctrl+Shift+D",
        checkable=True,
    ),
)
_ANNOTATE = (
    *(
        _page(
            f"role-{role.key}",
            f"{_(role.name)}  {role.mark}",
            "annotate",
            _("Mark the selected words, or change the current mark: {role}").format(role=_(role.name)),
            str(role.position),
        )
        for role in ROLES
    ),
    _page(
        "highlight",
        _("&Highlight"),
        "annotate",
        _("Mark the selected words with the role you used last"),
        "H",
        icon="highlight",
        opens_group=True,
    ),
    _page(
        "note",
        _("&Note"),
        "annotate",
        _("Write a note on the selected words, or on the current passage"),
        "N",
        icon="note",
    ),
    _window(
        "note-division",
        _("Note on this &selection"),
        "annotate",
        _("Write a note on the selection or chapter you are in"),
        "Ctrl+Shift+N",
    ),
    _window(
        "note-section",
        _("Note on this se&ction"),
        "annotate",
        _("Write a note on the section you are in"),
        "Ctrl+Alt+S",
    ),
    _window(
        "note-reader", _("Note on the &whole reader"), "annotate", _("Write a note on the whole text"), "Ctrl+Alt+N"
    ),
    _page(
        "edit-note",
        _("&Edit note"),
        "annotate",
        _("Write on in the note of the current passage"),
        "E",
        icon="edit",
        opens_group=True,
    ),
    _page("tags", _("&Tags…"), "annotate", _("Give the current passage its tags"), "T", icon="tag"),
    _window(
        "link",
        _("&Link to…"),
        "annotate",
        _("Tie the current annotation to another one, and say so in its note"),
        "Ctrl+K",
    ),
    _window("links", _("&Follow a link…"), "annotate", _("The links of the current annotation"), "Ctrl+J"),
    _page("delete", _("&Delete"), "annotate", _("Put the current annotation into the trash"), "Del", icon="trash"),
    _window(
        "check",
        _("To &check…"),
        "annotate",
        _("Notes whose passages moved or could not be found"),
        "Ctrl+Shift+K",
        opens_group=True,
    ),
    _window(
        "trash",
        _("T&rash…"),
        "annotate",
        _("See what was deleted, and bring it back"),
        "Ctrl+Shift+Del",
    ),
)
_TOOLS = (
    _window(
        "palette",
        _("&Command palette…"),
        "tools",
        _("Find a command by its name"),
        "Ctrl+Shift+P",
        icon="palette",
        needs_reader=False,
    ),
    _window(
        "rebuild-index",
        _("&Rebuild the search index"),
        "tools",
        _("Make the search index anew, in the background"),
        needs_reader=False,
    ),
)
_HELP = (
    _window("help", _("&Help"), "help", _("How to use the program"), "F1", icon="help", needs_reader=False),
    _window("keys", _("&Keyboard shortcuts"), "help", _("All keys on one page"), "Ctrl+?", needs_reader=False),
    _window(
        "how-to-read",
        _("How to &read closely with this program"),
        "help",
        _("Open the text that shows how"),
        needs_reader=False,
    ),
    _window(
        "data-folder",
        _("Show &data folder"),
        "help",
        _("Where your library is kept"),
        opens_group=True,
        needs_reader=False,
    ),
    _window("about", _("&About Annotator"), "help", _("The version, and who made it"), needs_reader=False),
)
ACTIONS: tuple[ActionSpec, ...] = _FILE + _EDIT + _VIEW + _GO + _ANNOTATE + _TOOLS + _HELP + MARKING
