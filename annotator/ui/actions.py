"""The one table of actions: menus, shortcuts, tool tips, the command palette and the page of keys come from it."""

from __future__ import annotations

from annotator.i18n import _
from annotator.model.annotation import ROLES
from annotator.ui.action_spec import ActionSpec
from annotator.ui.action_spec import on_page as _page
from annotator.ui.action_spec import on_window as _window
from annotator.ui.marking_actions import MARKING
from annotator.ui.viewing_actions import GO, VIEW

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
    _window("pdf", _("&Print or Save as PDF…"), "file", _("The text with your notes, on paper"), "Ctrl+P"),
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
ACTIONS: tuple[ActionSpec, ...] = _FILE + _EDIT + VIEW + GO + _ANNOTATE + _TOOLS + _HELP + MARKING
