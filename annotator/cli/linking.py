"""The link command."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from annotator.cli.output import put, put_json
from annotator.model.annotation import LinkKind
from annotator.wiring import build_services


def link(options: Namespace) -> None:
    """Tie an annotation to another; prints the link's id when it is durable."""
    with closing(build_services(options.paths)) as services:
        source, target = (services.annotations.get(one) for one in (options.source, options.target))
        made = services.linking.link(source, target, LinkKind(options.kind))
    if options.json:
        put_json({"id": made.id, "source": made.source, "target": made.target, "kind": made.kind.value})
    else:
        put(made.id)
