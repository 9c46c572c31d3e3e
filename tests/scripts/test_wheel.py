"""What the wheel holds: the code, the built-in defaults, and nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import hatch_build

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Build the wheel from the checkout, without a network, and list its files."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("polyleaf-*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def in_checkout(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def files_below(folder: Path) -> set[str]:
    return {in_checkout(path) for path in folder.rglob("*") if path.is_file()}


def test_defaults_are_packed(packed: set[str]) -> None:
    patterns = ("*.yaml", "*/ui.po", "*/specimen.po")
    shared = [path for pattern in patterns for path in ROOT.glob(f"locales/{pattern}")]
    expected = files_below(ROOT / "templates") | {in_checkout(path) for path in shared}

    defaults = {name for name in packed if name.startswith("polyleaf/defaults/")}

    assert "polyleaf/defaults/locales/languages.yaml" in defaults
    assert defaults == {f"polyleaf/defaults/{name}" for name in expected}


def test_code_is_packed(packed: set[str]) -> None:
    code = {f"polyleaf/{name}" for name in ("__init__.py", "diagnostics.py", "py.typed")}

    assert code <= packed


def test_nothing_else_is_packed(packed: set[str]) -> None:
    places = {name.split("/")[0] for name in packed}
    kinds = {Path(name).suffix for name in packed if name.startswith("polyleaf/")}

    assert places == {"polyleaf", "polyleaf-0.1.0.dist-info"}
    assert not kinds & {".ttf", ".otf", ".woff", ".woff2", ".pyc", ".pdf"}
    assert not any("/tests/" in name or "/leaflets/" in name for name in packed)


def test_defaults_leave_out_what_belongs_to_one_project(tmp_path: Path) -> None:
    kept = (
        "templates/parts/a.html",
        "locales/languages.yaml",
        "locales/es/ui.po",
        "locales/es/specimen.po",
    )
    left = ("leaflets/a.yaml", "locales/es/phrases.po", "locales/es/leaflets/a.po", "polyleaf.yaml")
    for name in (*kept, *left):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert set(hatch_build.defaults(tmp_path).values()) == {
        f"polyleaf/defaults/{name}" for name in kept
    }
