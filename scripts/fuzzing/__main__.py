"""`make fuzz`: a million spoilt files, and what became of them.

Job: feed the readers, count, and keep each input that broke one in another way, with its traceback.
Trade-off: one process and a seed, so that a run can be had again. With `--atheris`, and where that
package is installed, coverage chooses the inputs of one reader instead.
Side effects: writes below the folder of findings and a temporary one; prints.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, Final

from fuzzing.mutation import random_edits, spoilt
from fuzzing.targets import TARGETS, Target, problems

FINDINGS: Final = Path("build/fuzz")
# CPU seconds that one input may take.
SLOW: Final = 2.0
HUNG: Final = 10.0


class HungError(BaseException):
    """An input took longer than any may; no `except Exception` may hide it."""


def main() -> int:
    """Run; return 1 if an input broke a reader."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        if options.atheris:
            return _run_atheris(TARGETS[options.target or "leaflet"], Path(folder))
        return _run(options, Path(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", choices=TARGETS)
    parser.add_argument("--atheris", action="store_true")
    return parser.parse_args()


def _run(options: argparse.Namespace, folder: Path) -> int:
    names = [options.target] if options.target else list(TARGETS)
    chance = Random(options.seed)  # noqa: S311 - not for secrets
    chosen = chance.choices(names, [TARGETS[n].share for n in names], k=options.inputs)
    counts, seconds = Counter(chosen), dict.fromkeys(names, 0.0)
    found: dict[str, bytes] = {}
    signal.signal(signal.SIGVTALRM, _give_up)
    for number, name in enumerate(chosen, 1):
        target = TARGETS[name]
        data = spoilt(chance.choice(target.seeds), random_edits(chance, target.tokens))
        before = time.process_time()
        for problem in _broken(target, data, folder):
            _note(found, f"{name}: {problem}", data)
        spent = time.process_time() - before
        seconds[name] += spent
        if spent > SLOW:
            _note(found, f"{name}: slow", data)
        if number % 50_000 == 0:
            print(f"{number:,} inputs, {len(found)} findings", flush=True)
    for name in names:
        print(f"{name:20} {counts[name]:9,} inputs {seconds[name]:8.0f} CPU s")
    print(f"{sum(counts.values()):,} inputs, {len(found)} findings")
    return 1 if found else 0


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise HungError


def _broken(target: Target, data: bytes, folder: Path) -> Iterator[str]:
    """Yield what an input broke: the error, and the last of our lines before it."""
    signal.setitimer(signal.ITIMER_VIRTUAL, HUNG)
    try:
        problems(target, data, folder)
    except (Exception, HungError) as error:  # noqa: BLE001 - that is what is looked for
        own = [f for f in traceback.extract_tb(error.__traceback__) if "polyleaf" in f.filename]
        at = f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "?"
        yield f"{type(error).__name__} at {at} ({str(error)[:100]!r})"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _note(found: dict[str, bytes], problem: str, data: bytes) -> None:
    """Keep the first input of each kind of problem; what an error quotes is no kind."""
    kind = problem.partition(" (")[0]
    if kind in found:
        return
    found[kind] = data
    FINDINGS.mkdir(parents=True, exist_ok=True)
    file = FINDINGS / f"{len(found):03}.input"
    file.write_bytes(data)
    print(f"{file}: {problem}", flush=True)


def _run_atheris(target: Target, folder: Path) -> int:
    try:
        import atheris  # noqa: PLC0415 - it may not be there
    except ImportError:
        print("atheris is not installed: pip install atheris", file=sys.stderr)
        return 2
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, seed in enumerate(target.seeds):
        (seeds / str(number)).write_bytes(seed)
    library: Any = atheris
    library.instrument_all()
    library.Setup(["fuzz", str(seeds)], lambda data: problems(target, data, folder))
    library.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
