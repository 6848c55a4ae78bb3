"""Translation: every string that a person reads goes through `_` or `ngettext`."""

from __future__ import annotations

import gettext
from pathlib import Path

_LOCALES = Path(__file__).resolve().parent / "_data" / "locale"
# Looking for a translation loads the system's locales: only where there are translations at all.
_translation = (
    gettext.translation("annotator", localedir=_LOCALES, fallback=True)
    if _LOCALES.is_dir()
    else gettext.NullTranslations()
)

_ = _translation.gettext
ngettext = _translation.ngettext
pgettext = _translation.pgettext
