"""A small screen reader without a voice: asks over AT-SPI what a real one asks, and hears what it would hear.

Run by the system's Python, where `gi` and libatspi are. One JSON request a line on standard input, one reply a line on
standard output. Objects are handed out by number.
"""

import ctypes
import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

HEARD = (
    "object:text-caret-moved",
    "object:text-selection-changed",
    "object:announcement",
    "object:state-changed:focused",
    "object:children-changed",
    "object:property-change:accessible-name",
    "window:activate",
)
UNITS = {
    "word": Atspi.TextBoundaryType.WORD_START,
    "sentence": Atspi.TextBoundaryType.SENTENCE_START,
    "line": Atspi.TextBoundaryType.LINE_START,
}


class Client:
    """Answers requests: each is the name of a method and its arguments."""

    def __init__(self):
        self._objects = []
        self._heard = []
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in HEARD:
            self._listener.register(kind)

    def _hear(self, event):
        said = event.any_data if isinstance(event.any_data, str) else None
        try:
            role = event.source.get_role_name()
        except GLib.Error:  # it is gone by now
            return
        self._heard.append([event.type, role, event.detail1, event.detail2, said])

    def _number(self, accessible):
        self._objects.append(accessible)
        return len(self._objects) - 1

    def heard(self):
        """What was heard since the last time: type, role of the source, two details, words."""
        heard, self._heard = self._heard, []
        return heard

    def applications(self):
        """The running programs: name and number."""
        desktop = Atspi.get_desktop(0)
        found = [desktop.get_child_at_index(i) for i in range(desktop.get_child_count())]
        return [[one.get_name(), self._number(one)] for one in found if one is not None]

    def about(self, number):
        """Role, name, description, states and box on the screen."""
        one = self._objects[number]
        one.clear_cache()
        states = [state.value_nick for state in one.get_state_set().get_states()]
        box = Atspi.Component.get_extents(one, Atspi.CoordType.SCREEN) if "Component" in one.get_interfaces() else None
        place = [box.x, box.y, box.width, box.height] if box else None
        return {
            "role": one.get_role_name(),
            "name": one.get_name(),
            "description": one.get_description(),
            "states": states,
            "box": place,
        }

    def children(self, number):
        """The numbers of what is in an object."""
        one = self._objects[number]
        one.clear_cache()
        found = [one.get_child_at_index(i) for i in range(one.get_child_count())]
        return [self._number(child) for child in found if child is not None]

    def parent(self, number):
        """Role and name of what an object is in."""
        one = self._objects[number].get_parent()
        return [one.get_role_name(), one.get_name()]

    def find(self, number, role, name=None):
        """The first object within another of this role (and name), or None."""
        waiting = [self._objects[number]]
        while waiting:
            one = waiting.pop(0)
            if one.get_role_name() == role and (name is None or one.get_name() == name):
                return self._number(one)
            waiting += [c for c in (one.get_child_at_index(i) for i in range(one.get_child_count())) if c is not None]
        return None

    def tree(self, number, depth=20):
        """All that is in an object, as far as it is shown: role, name, states, and the same of its children."""
        return self._tree(self._objects[number], depth)

    def _tree(self, one, depth):
        states = one.get_state_set()
        seen = [s for s in ("FOCUSABLE", "FOCUSED", "SHOWING") if states.contains(getattr(Atspi.StateType, s))]
        inner = [one.get_child_at_index(i) for i in range(one.get_child_count())] if depth else []
        return [one.get_role_name(), one.get_name(), seen, [self._tree(c, depth - 1) for c in inner if c is not None]]

    def text(self, number, start, end):
        """A stretch of an object's text."""
        return Atspi.Text.get_text(self._objects[number], start, end)

    def count(self, number):
        """The number of its characters."""
        return Atspi.Text.get_character_count(self._objects[number])

    def caret(self, number):
        """Where its caret is."""
        return Atspi.Text.get_caret_offset(self._objects[number])

    def at(self, number, offset, unit):
        """The word, sentence or line at a place: its words, beginning and end."""
        found = Atspi.Text.get_text_at_offset(self._objects[number], offset, UNITS[unit])
        return [found.content, found.start_offset, found.end_offset]

    def selections(self, number):
        """All that is selected."""
        one = self._objects[number]
        ranges = [Atspi.Text.get_selection(one, i) for i in range(Atspi.Text.get_n_selections(one))]
        return [[r.start_offset, r.end_offset] for r in ranges]

    def select(self, number, start, end):
        """Select a stretch."""
        return Atspi.Text.set_selection(self._objects[number], 0, start, end) or Atspi.Text.add_selection(
            self._objects[number], start, end
        )

    def move_caret(self, number, offset):
        """Set the caret."""
        return Atspi.Text.set_caret_offset(self._objects[number], offset)

    def box(self, number, offset):
        """Where a character stands on the screen."""
        box = Atspi.Text.get_character_extents(self._objects[number], offset, Atspi.CoordType.SCREEN)
        return [box.x, box.y, box.width, box.height]

    def place(self, number, x, y):
        """The character at a point of the screen."""
        return Atspi.Text.get_offset_at_point(self._objects[number], x, y, Atspi.CoordType.SCREEN)

    def attributes(self, number, offset):
        """The attributes of the text at a place, and how far they reach."""
        found, start, end = Atspi.Text.get_attribute_run(self._objects[number], offset, True)
        return [dict(found), start, end]

    def activate(self):
        """Give the uppermost window the keyboard, which a window manager would do."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(None))
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        root, parent, count = ctypes.c_ulong(x11.XDefaultRootWindow(display)), ctypes.c_ulong(), ctypes.c_uint()
        windows = ctypes.POINTER(ctypes.c_ulong)()
        x11.XQueryTree(
            display, root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(windows), ctypes.byref(count)
        )
        looks = (ctypes.c_char * 256)()  # XWindowAttributes, of which the state of showing is asked
        shown = []
        for window in windows[: count.value]:
            x11.XGetWindowAttributes(display, ctypes.c_ulong(window), looks)
            width, height = ctypes.cast(looks, ctypes.POINTER(ctypes.c_int))[2:4]
            if ctypes.cast(looks, ctypes.POINTER(ctypes.c_int))[23] == 2 and width * height > 10000:
                shown.append(window)
        if shown:
            x11.XSetInputFocus(display, ctypes.c_ulong(shown[-1]), 1, ctypes.c_ulong(0))
        x11.XSync(display, 0)
        x11.XCloseDisplay(display)
        return len(shown)

    def press(self, keysym, modifiers):
        """Press a key and let it go, as a keyboard does, with these modifiers held."""
        if modifiers:
            Atspi.generate_keyboard_event(modifiers, None, Atspi.KeySynthType.LOCKMODIFIERS)
        Atspi.generate_keyboard_event(keysym, None, Atspi.KeySynthType.SYM)
        if modifiers:
            Atspi.generate_keyboard_event(modifiers, None, Atspi.KeySynthType.UNLOCKMODIFIERS)
        return True


def main():
    """Serve until standard input ends."""
    client = Client()
    loop = GLib.MainLoop()

    def answer(source, condition):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        name, *arguments = json.loads(line)
        try:
            reply = {"value": getattr(client, name)(*arguments)}
        except Exception as error:  # the other side shall see it
            reply = {"error": repr(error)}
        print(json.dumps(reply), flush=True)
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, answer)
    print(json.dumps({"value": "ready"}), flush=True)
    loop.run()


main()
