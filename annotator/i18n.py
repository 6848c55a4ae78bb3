"""Translation: every string that a person reads goes through `_` or `ngettext`."""

from __future__ import annotations

from pathlib import Path

_LOCALES = Path(__file__).resolve().parent / "_data" / "locale"
if _LOCALES.is_dir():
    import gettext

    _translation = gettext.translation("annotator", localedir=_LOCALES, fallback=True)
    _ = _translation.gettext
    ngettext = _translation.ngettext
else:  # nothing to look up, and nothing to load before the first paint

    def _(message: str) -> str:
        """The message in the person's language."""
        return message

    def ngettext(  # type: ignore[misc]  # the names of its arguments differ
        singular: str, plural: str, n: int
    ) -> str:
        """The message in the person's language, in the form for `n` things."""
        return singular if n == 1 else plural
