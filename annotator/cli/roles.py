"""Roles by what a person calls them."""

from __future__ import annotations

from annotator.errors import UserError
from annotator.sentences import role_name
from annotator.services import Services


def role_key(services: Services, wanted: str | None) -> str | None:
    """A role's key from its key or its name. Raises UserError `no_such_role`."""
    if wanted is None:
        return None
    roles = services.annotations.roles()
    for role in roles:
        if wanted.casefold() in (role.key.casefold(), role.name.casefold(), role_name(role).casefold()):
            return role.key
    raise UserError("no_such_role", role=wanted, known=", ".join(role.key for role in roles))
