"""An export as a web page of its own, to be read or printed: it loads nothing and runs nothing."""

from __future__ import annotations

import html
import re

from annotator.export.preview import to_html

_LOOK = """
body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.5 Georgia, serif; color: #222; }
h1, h2, h3, h4 { font-weight: 400; line-height: 1.25; margin-top: 2em; }
blockquote { margin: 1.5em 0 0.5em; padding-left: 1rem; border-left: 2px solid #bbb; }
table { border-collapse: collapse; } td, th { padding: 0.2rem 0.6rem; border: 1px solid #ccc; text-align: left; }
@media (prefers-color-scheme: dark) { body { background: #1b1b1b; color: #ddd; } }
@media print { body { margin: 0; max-width: none; } }
"""
_SPACES = re.compile(r"\n{2,}")


def to_web_page(markdown_text: str, title: str, export_id: str) -> str:
    """The page of an export without front matter. `export_id` is a UUID by which the file is known again."""
    look = _SPACES.sub("\n", _LOOK).strip()
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="annotator-export" content="{html.escape(export_id)}">
<title>{html.escape(title)}</title>
<style>
{look}
</style>
</head>
<body>
{to_html(markdown_text)}
</body>
</html>
"""
