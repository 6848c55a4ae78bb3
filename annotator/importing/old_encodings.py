"""Which encoding a text without any mark of it is in.

For Latin letters the guess rests on one idea: in the right encoding all letters beyond ASCII belong to the alphabet
of one language, stand in words as letters do, and what isn't a letter doesn't stand inside words. Other scripts are
left to charset-normalizer.
"""

from __future__ import annotations

from collections import Counter

_SAMPLE = 100_000
# In the order of how often they are met: where two read a text alike, the first is named.
_LATIN = ("cp1252", "iso8859-15", "cp1250", "iso8859-2", "cp1254", "mac_roman", "cp850")
_ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        *("äöüß", "äöüßéèàçñ", "àâæçéèêëîïôœùûüÿ", "áéíóúñüºª", "ãõáéíóúâêôàçüºª", "àèéìíîòóùú", "éëïèêöüáóú", "åäöé"),
        *("æøåéèêóòâô", "áéíóúýþæðö", "àçèéíïòóúü·", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű"),
        *("ăâîșțşţ", "čćđšž", "çğıöşüâîû", "âêîôûŵŷ"),
    )
)
_SIGNS = frozenset("“”„‚‘’«»‹›–—…·•§°©®™£€¢¥¡¿†‡№\u00a0\u00ad½¼¾×±²³")
_INSIDE_WORDS = frozenset("’·\u00ad–—")
_ENOUGH = 0.95
_MOST_LETTERED = 0.7
"""Every second byte of Latin text in UTF-16 is zero; where nearly all are small letters, a zero is a stray one."""


def old_encoding(data: bytes) -> str:
    """The encoding of 8-bit or multi-byte text that isn't UTF-8; Windows-1252 where nothing speaks for any."""
    sample = data[:_SAMPLE]
    scores = {encoding: _latin_score(sample, encoding) for encoding in _LATIN}
    best = max(scores, key=scores.__getitem__)
    if scores[best] >= _ENOUGH:
        return best
    # Imported only here: it takes a while to load, and most files are UTF-8 or Latin.
    from charset_normalizer import from_bytes

    found = from_bytes(sample).best()
    return found.encoding if found else "cp1252"


def encoding_name(encoding: str) -> str:
    """An encoding as people know it."""
    known = {"mac_roman": "Mac Roman", "shift_jis": "Shift-JIS", "cp932": "Shift-JIS", "koi8_r": "KOI8-R"}
    windows = encoding.removeprefix("cp125")
    return f"Windows-125{windows}" if windows != encoding else known.get(encoding, encoding.upper().replace("_", "-"))


def _latin_score(data: bytes, encoding: str) -> float:
    """How much of what lies beyond ASCII is as it should be in a text of one language, from 0 to 1."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    letters: Counter[str] = Counter()
    signs = faults = 0
    padded = f" {text} "
    for at, character in enumerate(text, 1):
        if character < "\x80":
            continue
        before, after = padded[at - 1], padded[at + 1]
        if character.isalpha() and character not in "ªº":
            letters[character] += 1
        elif character in _SIGNS and not (before.isalpha() and after.isalpha() and character not in _INSIDE_WORDS):
            signs += 1
        else:
            faults += 1
    known = max(sum(count for letter, count in letters.items() if letter in alphabet) for alphabet in _ALPHABETS)
    return (known + signs - faults) / max(letters.total() + signs + faults, 1)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, or None."""
    sample = data[:4096]
    if len(data) % 4 == 0 and len(sample) >= 8:
        for encoding, empty, small in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
            if not any(sample[empty::4]) and max(sample[small::4]) <= 0x10:
                return encoding
    lettered = sum(byte == 0x20 or 0x61 <= byte <= 0x7A for byte in sample)
    if len(data) % 2 or len(sample) < 4 or b"\x00" not in sample or lettered > len(sample) * _MOST_LETTERED:
        return None
    shares = {encoding: _main_share(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _ENOUGH else None


def _main_share(data: bytes, encoding: str) -> float:
    """How much of a text is Latin or of the one script that it has most of: read the wrong way round, it is of all."""
    text = data[: len(data) // 2 * 2].decode(encoding, errors="replace")
    scripts = Counter(_script(character) for character in text)
    latin = scripts.pop(0, 0)
    # The spaces, line ends and digits of every script are Latin here; without any it was read the wrong way round.
    return (latin + max(scripts.values(), default=0)) / len(text) if latin else 0.0


def _script(character: str) -> int:
    """A rough number for the script of a character: 0 for Latin, one for all of East Asia, else its block of 256."""
    code = ord(character)
    if 0x20 <= code < 0x7F or 0xA0 <= code < 0x250 or character in "\t\n\r\f" or 0x2000 <= code < 0x2070:
        return 0
    return 0x30 if 0x3000 <= code < 0xA000 or 0xFF00 <= code < 0xFFF0 else max(code >> 8, 1)
