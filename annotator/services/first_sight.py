"""What the window shows before anything else, without opening the library."""

from annotator.library.glance import Glance, glance

__all__ = ["Glance", "glance"]
