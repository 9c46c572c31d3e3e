"""What tests of the whole program share: small projects, and their fonts."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.shared import link_fonts
from tests.small_project import SmallProject
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# No deadline, and no word on how hard examples are to find: other processes slow both down.
settings.register_profile(
    "bounded",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("bounded")

# A shell has what it starts in the background ignore Ctrl-C, and so would the builds of tests.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SETTINGS = """\
name: Small library
language: en
languages: [en, es]
publisher: {name: Small library}
"""


# What takes longest to make.
DEAR = {"sample", "specimens"}


class Scopes(LoadScopeScheduling):  # type: ignore[misc] # xdist is untyped
    """The tests of a module in one process, which makes what they share once.

    Those of a PDF as well, whichever module they are in: their last parameter is its name. The
    marks of xdist 3.8 do nothing under pytest 9, which no longer lets it rename tests.
    """

    def _split_scope(self, nodeid: str) -> str:
        pdf = re.search(r"\[([^\[]+\.pdf)\]$", nodeid)
        return pdf[1] if pdf else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scopes:
    """Have tests scheduled by `Scopes`, in the order they are collected in."""
    config.option.loadscopereorder = False
    return Scopes(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process has it to do when others are done."""
    items.sort(key=lambda item: DEAR.isdisjoint(getattr(item, "fixturenames", ())))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let references be written anew, to be read before they are committed."""
    parser.addoption("--update-references", action="store_true", help="write references anew")


@pytest.fixture
def same_as_reference(pytestconfig: pytest.Config) -> Callable[[Path, str], None]:
    """Hold a text against a reference file, or make it the reference if that is asked for."""
    update = pytestconfig.getoption("--update-references")

    def compare(file: Path, text: str) -> None:
        if update:
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), "no reference: run again with --update-references"
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def make_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], SmallProject]:
    """Make a project in English and Spanish, without a leaflet."""

    def make(name: str) -> SmallProject:
        project = SmallProject(tmp_path_factory.mktemp(name))
        project.write("polyleaf.yaml", SETTINGS)
        link_fonts(project.root, tmp_path_factory)
        return project

    return make


@pytest.fixture
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    """A project in English and Spanish, without a leaflet."""
    return make_project("project")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root, which is the sample project."""
    return Path(__file__).parents[1]
