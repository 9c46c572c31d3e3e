"""Hold PDFs against the standards that they say they conform to, with veraPDF as the judge.

Job: fetch veraPDF (https://verapdf.org) with Maven into .verapdf/, and run it once over all PDFs.
Trade-off: each file is judged by the standards that its own metadata name, which takes half the
time of a run for each, so what they name is looked at as well. Side effects: runs Maven, which
downloads; may install system packages; writes .verapdf; prints.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import bootstrap
import system_packages as system

ROOT: Final = Path(__file__).resolve().parent.parent
JARS: Final = ROOT / ".verapdf" / "lib"
POM: Final = Path(__file__).with_suffix(".xml")
MAIN_CLASS: Final = "org.verapdf.apps.GreenfieldCliWrapper"

# veraPDF's names of what a file of ours conforms to, and which two go together.
STANDARDS: Final = (frozenset({"ua1", "2a"}), frozenset({"ua2", "4f"}))

# No more threads than work, and no compiler that is slower than the code it would make faster.
JAVA: Final = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")

# PDFs that one Java machine is given: a command line has an end.
BATCH: Final = 1_000


@dataclass(frozen=True)
class Judgement:
    """What veraPDF says of a file.

    Attributes:
        file: the PDF.
        judged: the standards that it was held against: those that it names.
        failures: the standards that it breaks, each with the rules; `-` if it cannot be read.

    """

    file: Path
    judged: frozenset[str]
    failures: tuple[str, ...]

    @property
    def conforms(self) -> bool:
        """Whether it names a pair of standards that go together, and breaks no rule of them."""
        return self.judged in STANDARDS and not self.failures

    def __str__(self) -> str:
        names = " ".join(sorted(self.judged)) or "no standard"
        return f"{'PASS' if self.conforms else 'FAIL'} {self.file} ({names}) " + ", ".join(
            self.failures
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the PDFs that are named, or those of build/; return the exit status."""
    parser = argparse.ArgumentParser(description="Hold PDFs against PDF/UA and PDF/A.")
    parser.add_argument("files", nargs="*", type=Path, help="PDFs; otherwise those of build/")
    parser.add_argument("--fetch", action="store_true", help="only fetch veraPDF, all it needs")
    parser.add_argument("--try-fetch", action="store_true", help="the same, if Maven is there")
    options = parser.parse_args(arguments)
    if options.try_fetch:
        try_fetch()
        return 0
    try:
        bootstrap.provide(needs())
        fetch()
    except bootstrap.SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0 if options.fetch else report(options.files or built())


def needs() -> list[system.Need]:
    """List what the system must provide."""
    return [
        system.Need("Java", dict.fromkeys(("apt-get",), "default-jre-headless"), has("java")),
        system.Need("Maven", dict.fromkeys(("apt-get", "dnf", "apk", "brew"), "maven"), has("mvn")),
    ]


def has(program: str) -> Callable[[], bool]:
    """Return what tells whether a program is there; Maven is not needed once it did its work."""
    return lambda: (program == "mvn" and is_fetched()) or shutil.which(program) is not None


def is_fetched() -> bool:
    """Tell whether veraPDF is there."""
    return JARS.is_dir()


def is_ready() -> bool:
    """Tell whether veraPDF can run."""
    return is_fetched() and shutil.which("java") is not None


def try_fetch() -> None:
    """Fetch veraPDF where that takes no new program; say so where it is left out."""
    try:
        if not system.missing(needs()):
            fetch()
    except bootstrap.SetupError as error:
        print(error)
    if not is_ready():
        print("veraPDF is not here: PDFs are not held against PDF/UA and PDF/A")


def fetch() -> None:
    """Have Maven fetch veraPDF, whole or not at all."""
    if is_fetched():
        return
    draft = JARS.with_name(f"lib.{os.getpid()}")
    copy = ("dependency:copy-dependencies", f"-DoutputDirectory={draft}")
    if not bootstrap.run(["mvn", "--quiet", "--batch-mode", "--file", str(POM), *copy]):
        raise bootstrap.SetupError("Maven could not fetch veraPDF; see above.")
    draft.rename(JARS)


def built() -> list[Path]:
    """Return the PDFs of the build folder."""
    return sorted((ROOT / "build" / "pdf").rglob("*.pdf"))


def report(files: Sequence[Path]) -> int:
    """Print what is wrong with files, and how many are sound; return the exit status."""
    judgements = list(judge(files))
    failed = [judgement for judgement in judgements if not judgement.conforms]
    for judgement in failed:
        print(judgement)
    print(f"{len(judgements) - len(failed)} of {len(files)} PDFs conform to PDF/UA and PDF/A")
    return 0 if files and not failed else 1


def judge(files: Iterable[Path]) -> Iterator[Judgement]:
    """Yield what veraPDF says of each file."""
    paths = [file.resolve() for file in files]
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        command = [*JAVA, "-cp", f"{JARS}{os.sep}*", MAIN_CLASS, "--format", "text", "--verbose"]
        done = subprocess.run(
            [*command, *map(str, batch)], check=False, capture_output=True, text=True
        )
        yield from read_report(done.stdout, batch)


def read_report(text: str, files: Iterable[Path]) -> Iterator[Judgement]:
    """Yield what a report of veraPDF, as text, says of each file.

    A line `PASS FILE STANDARD` or `FAIL FILE STANDARD`, then the rules that the file breaks, each
    as an indented line `FAIL RULE`.
    """
    judged: dict[str, set[str]] = {}
    failures: dict[str, list[str]] = {}
    file = ""
    for line in text.splitlines():
        word, _, rest = line.strip().partition(" ")
        if line.startswith(("PASS ", "FAIL ")):
            file, _, standard = rest.rpartition(" ")
            judged.setdefault(file, set()).add(standard)
            if word == "FAIL":
                failures.setdefault(file, []).append(standard)
        elif word == "FAIL":
            failures[file][-1] += f" {rest}"
    for one in files:
        standards = frozenset(judged.get(str(one), ()))
        found = failures.get(str(one), [] if standards else ["-"])
        yield Judgement(one, standards, tuple(found))


if __name__ == "__main__":
    sys.exit(main())
