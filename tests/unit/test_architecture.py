"""The rules of ARCHITECTURE.md that import-linter can't hold: where a library may be imported, and the top level."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "annotator"
SOURCES = sorted(PACKAGE.rglob("*.py"))

# library: the places that may import it
HOMES = {
    "PySide6": ("ui/", "app.py", "cli/proving.py"),
    "sqlite3": ("library/",),
    "whoosh": ("search/",),
    "markdown": ("export/preview.py", "ui/markdown_html.py"),
    "markdown_it": ("export/notes.py", "importing/markdown/"),
    "mdit_py_plugins": ("importing/markdown/",),
    "yaml": ("importing/markdown/front_matter.py",),
    "jinja2": ("export/presets/",),
    "lxml": ("importing/",),
    "regex": ("search/",),
    "tomlkit": ("settings.py",),
    "platformdirs": ("paths.py",),
    "charset_normalizer": ("importing/",),
}


def imports(path: Path) -> set[str]:
    """The top-level names of what a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_only_where_it_lives(library: str) -> None:
    users = [str(path.relative_to(PACKAGE)) for path in SOURCES if library in imports(path)]
    assert users, f"nobody imports {library} any more: take it out of the table"
    assert [user for user in users if not user.startswith(HOMES[library])] == []


def test_the_model_stands_on_the_standard_library_alone() -> None:

    allowed = set(sys.stdlib_module_names) | {"annotator"}
    assert {name for path in (PACKAGE / "model").rglob("*.py") for name in imports(path)} <= allowed


def test_no_room_has_grown_out_of_hand() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_import_contracts_hold() -> None:
    # In a process of its own: it silences every logger that it finds, and later tests would miss our warnings.
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_top_level_is_what_was_laid_out() -> None:
    tracked = subprocess.run(["git", "ls-tree", "--name-only", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    allowed = {
        *("annotator", "resources", "reader_texts", "tests", "packaging", "pyproject.toml"),
        *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "Makefile"),
        *(".ci", ".gitignore"),
    }
    assert set(tracked.stdout.split()) <= allowed


def test_every_folder_of_the_package_is_in_the_house_plan() -> None:
    plan = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()]
    assert [room for room in rooms if f"`{room}/`" not in plan] == []
