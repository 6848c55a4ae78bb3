"""Two kinds of error: what the person can mend, and our own bugs (every other exception).

A `UserError` carries a code and parameters only; `annotator.sentences` makes the sentence at the edge
(command line or window), where the language of the person is known.
"""

from __future__ import annotations


class UserError(Exception):
    """Something the person can mend: a missing file, a newer library, a passage that isn't there.

    `code` names the sentence in `annotator.sentences`; `params` fill it. Nothing was changed when it is raised.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"
