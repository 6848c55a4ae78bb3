"""Translation: every string that a person reads goes through `_` or `ngettext`."""

from __future__ import annotations

import gettext
from pathlib import Path

_LOCALES = Path(__file__).resolve().parent / "_data" / "locale"
_translation = gettext.translation("annotator", localedir=_LOCALES, fallback=True)

_ = _translation.gettext
ngettext = _translation.ngettext
pgettext = _translation.pgettext
