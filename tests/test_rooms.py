"""The house keeps its rules: rooms, cycles, sizes, late imports, and nothing of the builder's machine."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest
from importlinter import cli as import_linter

ROOT = Path(__file__).parent.parent
ROOMS = ("app", "models", "ui")
LONGEST_FILE = 350
LONGEST_FUNCTION = 40
DEEPEST = 3
HEAVY = ("PySide6", "matplotlib", "reportlab", "fontTools", "alembic")

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the repository; in an unpacked archive, all that is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        files = (path for path in ROOT.rglob("*") if not _made(path))
    else:
        files = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(sorted(path for path in files if path.is_file()))


def _made(path: Path) -> bool:
    first = path.relative_to(ROOT).parts[0]
    return first in {"out", "build", "dist"} or (first.startswith(".") and first != ".ci")


def sources(*folders: str) -> Iterator[Path]:
    """The Python files of these folders; of all where none is named."""
    for path in tracked():
        inside = path.relative_to(ROOT).parts[0]
        if path.suffix == ".py" and (not folders or inside in folders):
            yield path


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, Function))


def place(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT).as_posix()}{f':{line}' if line else ''}"


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*ROOMS, cache_dir=None)


def test_the_import_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    code = import_linter.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "room", ["app", "app.core", "app.files", "app.reports", "app.services", "models", "ui"]
)
def test_no_room_has_a_cycle(graph: grimp.ImportGraph, room: str) -> None:
    inside = {room, *graph.find_descendants(room)}
    imports = {module: graph.find_modules_directly_imported_by(module) & inside for module in inside}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(reversed(error.args[1])))


def test_pages_do_not_know_each_other(graph: grimp.ImportGraph) -> None:
    """A page may be several modules whose names begin with the same word."""
    pages = graph.find_children("ui.pages") if "ui.pages" in graph.modules else set()
    words = {page: page.split("_")[0] for page in pages}
    known = {
        f"{importer} → {imported}"
        for importer in pages
        for imported in graph.find_modules_directly_imported_by(importer) & pages
        if words[importer] != words[imported]
    }
    assert known == set()


def test_no_file_is_too_long() -> None:
    lengths = {place(path): len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{place(path, node.lineno)} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in sources()
        for node in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_function_nests_too_deep() -> None:
    depths = {
        f"{place(path, node.lineno)} {node.name}": _depth(node)
        for path in sources()
        for node in functions(path)
    }
    assert {name: depth for name, depth in depths.items() if depth > DEEPEST} == {}


def _depth(node: ast.AST) -> int:
    """How deep blocks stand in blocks; an elif stands beside its if, a function within starts anew."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef | ast.Lambda):
            continue
        beside = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        deepest = max(deepest, _depth(child) + (isinstance(child, BLOCKS) and not beside))
    return deepest


def test_every_module_opens_with_a_sentence_that_says_what_it_knows() -> None:
    full = (path for path in sources() if parsed(path).body)
    mute = [place(path) for path in full if not (ast.get_docstring(parsed(path)) or "").strip()]
    assert mute == []


def _exemplary() -> list[str]:
    """Modules with examples; those of app are collected with the tests anyway."""
    return [place(path) for path in sources("models", "ui") if ">>> " in path.read_text("utf-8")]


@pytest.mark.parametrize("name", _exemplary())
def test_the_examples_in_docstrings_hold(name: str) -> None:
    module = importlib.import_module(name.removesuffix(".py").replace("/", "."))
    assert doctest.testmod(module).failed == 0


def test_no_module_has_a_name_that_says_nothing() -> None:
    said = re.compile(r"(^|_)(utils?|helpers?|managers?|common|misc|stuff)(_|$)")
    assert [place(path) for path in sources() if said.search(path.stem)] == []


def test_the_core_asks_no_clock() -> None:
    asked = [
        place(path, node.lineno)
        for path in sources("app")
        if "core" in path.parts
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
        # ``date.today``, but not the day that a dossier holds.
        if getattr(node.value, "id", getattr(node.value, "attr", "")) in {"date", "datetime"}
    ]
    assert asked == []


def _loaded_by(module: str) -> list[str]:
    """The heavy libraries that are in memory once ``module`` is imported."""
    code = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return sorted(set(ran.stdout.split()) & {*HEAVY, "shiboken6"})


def test_the_command_line_starts_without_qt_and_without_heavy_libraries() -> None:
    assert _loaded_by("ui.cli") == []


def test_the_window_starts_without_the_libraries_of_paper_and_upgrades() -> None:
    assert set(_loaded_by("ui.__main__")) <= {"PySide6", "shiboken6"}


FOREIGN = (
    "pypi¦.org pythonhosted¦.org npmjs¦.org tuna¦.tsinghua aliyun¦.com artifactory¦. "
    "/work¦/ /root¦/ /home¦/ :\\Users¦\\"
)
"""Where packages come from and where a builder's files lie; broken, or this line would be found itself."""


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    foreign = re.compile("|".join(re.escape(word) for word in FOREIGN.replace("¦", "").split()))
    found = [
        f"{place(path, number)} {match[0]}"
        for path in tracked()
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if (match := foreign.search(line))
    ]
    assert found == []
