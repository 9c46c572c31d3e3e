"""What the set-up finds missing, and the commands it would run, for each package manager."""

import ast
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

import system_packages as system

APT, DNF, APK, BREW = system.MANAGERS
PANGO, VENV = (
    system.Need(name, packages, lambda: False)
    for name, packages in (
        (
            "Pango",
            system.library_packages("libpango-1.0-0", ("libpango-1.0-0", "libpango-1.0.so.0")),
        ),
        ("Python's venv support", {"apt-get": "python3.11-venv"}),
    )
)
APT_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")


def names_weasyprint_tries() -> dict[str, tuple[str, ...]]:
    """Read the calls `variable = _dlopen(ffi, *names)`, without importing WeasyPrint."""
    spec = find_spec("weasyprint")
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse((Path(spec.origin).parent / "text" / "ffi.py").read_text("utf-8"))
    return {
        ast.unparse(node.targets[0]): tuple(
            argument.value
            for argument in node.value.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        )
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "_dlopen"
    }


def test_libraries_are_those_that_weasyprint_loads() -> None:
    tried = names_weasyprint_tries()
    tried.pop("harfbuzz_vector")  # optional, without a warning
    without_windows = {
        tuple(name for name in names if not name.endswith(".dll")) for names in tried.values()
    }

    assert {files for _, _, files in system.LIBRARIES} == without_windows


def test_libraries_are_here_since_this_test_runs_after_the_set_up() -> None:
    assert system.missing(system.library_needs()) == []


@pytest.mark.parametrize("file", [None, "libno-such-thing.so.0"])
def test_what_is_not_there_does_not_open(file: str | None) -> None:
    assert not system.opens(file)


@pytest.mark.parametrize(
    ("opened", "found", "expected"),
    [
        ({"libpango.so.0"}, {}, True),
        ({"/lib/pango"}, {"pango": "/lib/pango"}, True),
        ({"/lib/other"}, {"pango": "/lib/pango"}, False),
        (set(), {}, False),
    ],
    ids=["by file name", "by search", "found but broken", "absent"],
)
def test_library_loads_under_any_of_its_names(
    opened: set[str], found: dict[str, str], *, expected: bool
) -> None:
    files = ("pango", "libpango.so.0")

    assert system.is_loadable(files, opened.__contains__, found.get) is expected


def test_slow_search_is_spared_when_a_name_opens() -> None:
    def search(name: str) -> str | None:
        pytest.fail(f"searched for {name}")

    assert system.is_loadable(("pango", "libpango.so.0"), "libpango.so.0".__eq__, search)


def test_module_is_found_or_not() -> None:
    assert system.has_module("json")
    assert not system.has_module("no_such_module")


def test_debian_package_for_venv_is_that_of_the_running_python() -> None:
    assert system.venv_need().packages["apt-get"].startswith("python3.")


def test_missing_keeps_only_what_is_not_met() -> None:
    met = system.Need("Fontconfig", {}, lambda: True)

    assert system.missing([met, PANGO]) == [PANGO]


@pytest.mark.parametrize(
    ("programs", "expected"),
    [({"apt-get", "brew"}, APT), ({"dnf"}, DNF), ({"apk"}, APK), ({"brew"}, BREW), (set(), None)],
)
def test_manager_is_the_system_s_own(programs: set[str], expected: system.Manager | None) -> None:
    which: Callable[[str], str | None] = {name: f"/bin/{name}" for name in programs}.get

    assert system.find_manager(which) is expected


@pytest.mark.parametrize(
    ("manager", "is_root", "has_sudo", "expected"),
    [
        (APT, True, False, []),
        (APT, False, True, ["sudo", "-n"]),
        (APT, False, False, None),
        (BREW, False, False, []),
        (BREW, False, True, []),
    ],
)
def test_who_may_install(
    manager: system.Manager, expected: list[str] | None, *, is_root: bool, has_sudo: bool
) -> None:
    assert system.root_prefix(manager, is_root=is_root, has_sudo=has_sudo) == expected


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        (DNF, ("dnf", "install", "-y", "pango")),
        (APK, ("apk", "add", "--no-cache", "so:libpango-1.0.so.0")),
        (BREW, ("brew", "install", "pango")),
    ],
)
def test_manager_that_refreshes_by_itself_has_one_way(
    manager: system.Manager, command: tuple[str, ...]
) -> None:
    assert system.attempts(manager, [PANGO, PANGO], has_lists=False) == [[command]]


def test_apt_tries_its_lists_before_it_refreshes_them() -> None:
    install = (*APT_INSTALL, "libpango-1.0-0", "python3.11-venv")

    assert system.attempts(APT, [PANGO, VENV], has_lists=True) == [
        [install],
        [("apt-get", "update"), install],
    ]


def test_apt_without_lists_refreshes_first() -> None:
    assert system.attempts(APT, [VENV], has_lists=False) == [
        [("apt-get", "update"), (*APT_INSTALL, "python3.11-venv")]
    ]


def test_manager_without_the_package_has_no_way() -> None:
    assert system.attempts(DNF, [VENV], has_lists=False) == []


def test_advice_is_one_command() -> None:
    assert system.advice(APT, [PANGO, VENV], is_root=False) == (
        "missing: Pango, Python's venv support. Install with this command and try again:\n"
        "    sudo apt-get update && sudo apt-get install -y --no-install-recommends"
        " libpango-1.0-0 python3.11-venv"
    )


@pytest.mark.parametrize(
    ("manager", "is_root", "command"),
    [(APK, True, "    apk add"), (BREW, False, "    brew install"), (DNF, False, "    sudo dnf")],
)
def test_advice_says_sudo_only_where_it_helps(
    manager: system.Manager, command: str, *, is_root: bool
) -> None:
    assert command in system.advice(manager, [PANGO], is_root=is_root)


@pytest.mark.parametrize(("manager", "need"), [(None, PANGO), (DNF, VENV)])
def test_advice_without_a_command_still_names_what_is_missing(
    manager: system.Manager | None, need: system.Need
) -> None:
    assert system.advice(manager, [need], is_root=True) == (
        f"missing: {need.name}. Install with your system's package manager and try again."
    )
