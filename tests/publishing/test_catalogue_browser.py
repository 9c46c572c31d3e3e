"""The catalogue in a real browser, from a file: what the search hides, and the keyboard."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from tests.effort import STUCK

from polyleaf.languages.table import load_languages
from polyleaf.project import load_project
from polyleaf.publishing.catalogue import render_catalogue
from polyleaf.publishing.manifest import Publication
from polyleaf.translation.catalog import Interface
from polyleaf.typesetting.environment import template_environment

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), "")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TITLES = {
    "en": "Oncolytic virus therapy",
    "es": "Terapia con virus oncolíticos",
    "vi": "Liệu pháp dùng vi-rút diệt tế bào ung thư",
    "ar": "العلاج بالفيروسات الحالّة للأورام",
    "fa": "درمان با ویروس انکولیتیک",
    "hi": "ऑन्कोलिटिक वायरस थेरेपी",
    "km": "ការព្យាបាលដោយវីរុស",
    "pt-BR": "Terapia com vírus oncolíticos",
    "zh-Hans": "溶瘤病毒疗法",
    "ko": "종양 용해 바이러스 요법",
}
ALL: Final = set(TITLES)
MEDICINE: Final = "Talimogene laherparepvec (T-VEC, Imlygic)"
KEYSTROKE: Final = """(() => {
    const box = document.getElementById("search");
    box.value = "%s";
    box.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();
})()"""

pytestmark = pytest.mark.skipif(not BROWSER, reason="needs Chromium or Chrome on PATH")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a catalogue with a therapy in every language and a medicine in English."""
    publications = [publication("therapy", tag, title) for tag, title in TITLES.items()]
    publications.append(publication("medicine", "en", MEDICINE))
    return write_page(tmp_path_factory.mktemp("build folder") / "index.html", publications)


def write_page(file: Path, publications: Sequence[Publication]) -> str:
    html = render_catalogue(
        publications,
        load_languages([ROOT / "locales" / "languages.yaml"]),
        load_project(ROOT).settings,
        Interface(),
        template_environment([ROOT / "templates"]),
    )
    file.write_bytes(html.encode())
    return file.as_uri()


def publication(leaflet: str, tag: str, title: str) -> Publication:
    source_title = MEDICINE if leaflet == "medicine" else TITLES["en"]
    return Publication(
        leaflet=leaflet,
        language=tag,
        edition="standard",
        paper="a4",
        path=f"pdf/{tag}/{leaflet}.{tag}.pdf",
        title=title,
        source_title=source_title,
        sha256="0" * 64,
        size=56_000,
        pages=6,
        status="source" if tag == "en" else "translated",
        revised="2025-07-07",
        reviewed="",
        review_due="",
        source_revision="0" * 16,
        warnings=(),
    )


def shown(address: str, profile: Path) -> tuple[set[str], str]:
    """Return the ids of the shelves to be seen at an address, and the count."""
    command = [BROWSER, *FLAGS, f"--user-data-dir={profile}", "--virtual-time-budget=2000"]
    done = subprocess.run(
        [*command, "--dump-dom", address], capture_output=True, check=True, timeout=STUCK
    )
    page = done.stdout.decode()
    sections = re.findall(r'<section id="([\w-]+)"([^>]*)>', page)
    count = re.search(r'id="count"[^>]*>([^<]*)<', page)
    return {tag for tag, rest in sections if "hidden" not in rest}, count[1] if count else ""


@pytest.mark.parametrize(
    ("query", "tags", "count"),
    [
        ("SPANISH", {"es"}, "1 leaflet"),
        ("t-vec english", {"en"}, "1 leaflet"),
        ("nothing of the kind", set(), "No leaflet matches your search."),
    ],
)
def test_query_in_the_address_is_searched(
    page: str, tmp_path: Path, query: str, tags: set[str], count: str
) -> None:
    assert shown(f"{page}#q={quote(query)}", tmp_path) == (tags, count)


def test_without_query_everything_is_shown(page: str, tmp_path: Path) -> None:
    assert shown(page, tmp_path) == (ALL, "11 leaflets")


class Browser:
    """A browser with one page, led over its DevTools pipe (messages of JSON, each ended by NUL)."""

    def __init__(self, profile: Path) -> None:
        commands, self._commands = os.pipe()
        answers, back = os.pipe()
        # Away from 3 and 4, where the browser wants its two ends.
        ends = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (commands, back)]
        arguments = [BROWSER, *FLAGS, f"--user-data-dir={profile}", "--remote-debugging-pipe"]
        moves = [(os.POSIX_SPAWN_DUP2, end, place) for place, end in enumerate(ends, start=3)]
        silence = [(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
        self._process = os.posix_spawn(
            BROWSER, arguments, os.environ, file_actions=[*moves, *silence]
        )
        for fd in (commands, back, *ends):
            os.close(fd)
        self._answers = os.fdopen(answers, "rb")
        self._rest = b""
        self._number = 0
        self._session: dict[str, str] = {}
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}

    def close(self) -> None:
        self._session = {}
        self.call("Browser.close")
        os.waitpid(self._process, 0)
        os.close(self._commands)
        self._answers.close()

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **self._session}
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (answer := self._receive()).get("id") != self._number:
            pass
        result: dict[str, Any] = answer["result"]
        return result

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            self._rest += os.read(self._answers.fileno(), 65536)
        message, _, self._rest = self._rest.partition(b"\0")
        decoded: dict[str, Any] = json.loads(message)
        return decoded

    def open(self, address: str) -> None:
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)
        wait_until(lambda: self.js("document.readyState") == "complete")

    def js(self, expression: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def seconds(self, expression: str) -> float:
        """Return how long an expression is computed."""
        before = self._worked
        self.js(expression)
        return self._worked - before

    @property
    def _worked(self) -> float:
        metrics = self.call("Performance.getMetrics")["metrics"]
        (found,) = (float(m["value"]) for m in metrics if m["name"] == "TaskDuration")
        return found

    def press(self, key: str, code: int, text: str = "") -> None:
        event = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call(
            "Input.dispatchKeyEvent", type="keyDown", **event, **({"text": text} if text else {})
        )
        self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, text: str) -> None:
        self.call("Input.insertText", text=text)

    @property
    def tags(self) -> set[str]:
        return set(
            self.js("[...document.querySelectorAll('section:not([hidden])')].map(s => s.id)")
        )

    @property
    def count(self) -> str:
        return str(self.js("document.getElementById('count').textContent"))

    @property
    def hash(self) -> str:
        return str(self.js("location.hash"))


def wait_until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + STUCK
    while not condition():
        assert time.monotonic() < end, "it never comes"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.mark.parametrize(
    ("query", "tags"),
    [
        ("Español", {"es"}),
        ("espanol", {"es"}),
        ("VIRUS ONCOLITICOS", {"es", "pt-BR"}),
        ("pt-BR", {"pt-BR"}),
        ("brazil terapia", {"pt-BR"}),
        ("terapia liệu", set()),
        ("lieu phap vi rut", {"vi"}),
        ("العربيه", {"ar"}),
        ("الحاله للاورام", {"ar"}),
        ("ويروس انكوليتيك", {"fa"}),
        ("हिंदी", {"hi"}),
        ("हिन्दी", {"hi"}),
        ("हीन्दी", set()),
        ("វីរុស", {"km"}),
        ("病毒", {"zh-Hans"}),
        ("요ㅂ", {"ko"}),
        ("tvec", {"en"}),
        ("<brazil> (", {"pt-BR"}),
        ("  -  ", ALL),
    ],
)
def test_search_is_forgiving(browser: Browser, page: str, query: str, tags: set[str]) -> None:
    browser.open(f"{page}#q={quote(query)}")
    assert browser.tags == tags


def test_everything_can_be_done_by_keyboard(browser: Browser, page: str) -> None:
    browser.open(page)
    browser.press("Tab", 9)
    assert browser.js("document.activeElement.hash") == "#list"
    browser.press("Tab", 9)
    browser.type("persian & nothing")
    assert browser.tags == set()
    browser.press("Escape", 27)
    assert browser.tags == ALL
    browser.type("persian")
    browser.press("Enter", 13, "\r")
    assert browser.count == "1 leaflet"
    browser.press("Tab", 9)
    assert str(browser.js("document.activeElement.href")).endswith("/pdf/fa/therapy.fa.pdf")


def test_enter_in_an_empty_box_changes_nothing(browser: Browser, page: str) -> None:
    browser.open(page)
    browser.js("document.getElementById('search').focus()")
    browser.press("Enter", 13, "\r")
    assert (browser.tags, browser.count, browser.hash) == (ALL, "11 leaflets", "")


def test_query_is_kept_in_the_address(browser: Browser, page: str) -> None:
    browser.open(page)
    browser.js("document.getElementById('search').focus()")
    browser.type("terapia & 50% #1")
    wait_until(lambda: browser.hash)
    assert browser.hash == "#q=terapia+%26+50%25+%231"
    browser.call("Page.reload")
    wait_until(lambda: browser.js("document.readyState") == "complete")
    assert browser.js("document.getElementById('search').value") == "terapia & 50% #1"
    browser.js("document.getElementById('search').focus()")
    browser.press("Escape", 27)
    wait_until(lambda: not browser.hash)
    assert browser.js("location.href") == page


def test_jumps_follow_the_search(browser: Browser, page: str) -> None:
    browser.open(f"{page}#q=terapia")
    jumps = "document.querySelectorAll('nav li:not([hidden]) a')"
    assert browser.js(f"Array.from({jumps}, jump => jump.hash)") == ["#pt-BR", "#es"]


def test_link_to_a_hidden_shelf_shows_it(browser: Browser, page: str) -> None:
    browser.open(f"{page}#q=spanish")
    assert browser.tags == {"es"}
    browser.js("location.hash = '#fa'")
    wait_until(lambda: browser.tags == ALL)
    assert browser.js("document.getElementById('fa').getBoundingClientRect().top") < 700


@pytest.mark.parametrize("width", [320, 360, 1200])
def test_no_width_needs_scrolling_sideways(browser: Browser, page: str, width: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.call("Emulation.setDeviceMetricsOverride", **metrics)
    browser.open(page)
    root = "document.documentElement"
    assert browser.js(f"{root}.scrollWidth <= {root}.clientWidth")


def test_targets_are_large_enough(browser: Browser, page: str) -> None:
    browser.open(page)
    heights = browser.js(
        "[...document.querySelectorAll('main a, nav a, input')]"
        ".map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


def test_right_to_left_shelf_is_mirrored(browser: Browser, page: str) -> None:
    browser.open(page)
    box = "document.querySelector('#{} h2 .{}').getBoundingClientRect().x"
    for tag, mirrored in {"ar": True, "es": False}.items():
        native, english = (browser.js(box.format(tag, name)) for name in ("native", "english"))
        assert (native > english) is mirrored


def test_ten_thousand_entries_filter_in_an_instant(browser: Browser, tmp_path: Path) -> None:
    publications = [
        publication(f"therapy-{number}", tag, f"{title} {number}")
        for number in range(1000)
        for tag, title in TITLES.items()
    ]
    browser.open(write_page(tmp_path / "index.html", publications))
    # The CPU time of the page's own thread, as other programs slow the clock.
    browser.call("Performance.enable", timeDomain="threadTicks")
    times = [browser.seconds(KEYSTROKE % word) for word in ("arab", "arabic", "arabic 7")]
    assert browser.tags == {"ar"}
    assert 0 < min(times) < 0.05
