"""The machines of a Dask cluster: found, looked over, and given the fonts.

Job: make sure that each worker would draw the same page as this machine before it is given a job.
Trade-off: fonts are sent to whoever says that files are missing, from here and file by file, not
kept as Dask's data: those are gone with the worker that held them, and would stay in its memory.
One worker of each host is sent them first, since the others mostly find them there.
Side effects: talks to the scheduler; takes Dask's log from the terminal.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from distributed import Client
from distributed.comm.core import CommClosedError
from distributed.security import Security

from polyleaf.diagnostics import Diagnostic, Location, UsageError
from polyleaf.publishing import software
from polyleaf.publishing.cluster_worker import Greeting, greet, keep_font
from polyleaf.typesetting import font_parcel
from polyleaf.typesetting.fonts import FontSet

__all__ = ["PATIENCE", "Crew", "connected", "refusal"]

PATIENCE: Final = 10.0
"""Seconds without a single worker after which a cluster is given up."""
# Seconds to wait for the scheduler.
_ANSWER: Final = 5
# Seconds between two looks at who is there.
_LOOK: Final = 2
_CODE: Final = "cluster"
_TLS_HINT: Final = (
    "set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT and "
    "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY"
)


def refusal(message: str, hint: str) -> UsageError:
    """Return an error that says why a cluster cannot be used."""
    return UsageError([Diagnostic(_CODE, Location(Path("--scheduler")), message, hint)])


@contextmanager
def connected(scheduler: str) -> Iterator[Client]:
    """Connect with a scheduler; whatever was asked of it is given up at the end.

    Raises:
        UsageError: it does not answer, or cannot have Polyleaf's jobs.
    """
    _silence()
    _check_address(scheduler)
    client = _client(scheduler)
    try:
        _look_over_scheduler(client, scheduler)
        yield client
    finally:
        # The scheduler cancels what no client waits for. One that is hung is not waited for.
        with suppress(OSError):
            client.close(timeout=1)
        client.status = "closed"


def _silence() -> None:
    """Keep from the terminal what Dask logs: what matters is told as a diagnostic."""
    for name in ("asyncio", "bokeh", "distributed", "tornado"):
        below = [known for known in logging.root.manager.loggerDict if known.startswith(f"{name}.")]
        for logger in map(logging.getLogger, [name, *below]):
            logger.handlers = [logging.NullHandler()]
        logging.getLogger(name).propagate = False


def _check_address(scheduler: str) -> None:
    """Refuse what Dask's client would not survive: it then speaks when the program ends."""
    try:
        parts = urlsplit(scheduler)
        is_whole = parts.scheme in {"tcp", "tls"} and parts.hostname and parts.port
    except ValueError:
        is_whole = False
    if not is_whole:
        message = f"not the address of a Dask scheduler: {scheduler!r}"
        raise refusal(message, "write it as tcp://HOST:8786, or with TLS as tls://HOST:8786")
    try:
        security = Security().get_connection_args("client")
    except (OSError, ValueError) as error:
        message = f"Dask's TLS configuration cannot be used: {error}"
        raise refusal(message, _TLS_HINT) from error
    if parts.scheme == "tls" and not security.get("ssl_context"):
        message = f"there are no certificates for {scheduler}"
        raise refusal(message, _TLS_HINT)


def _client(scheduler: str) -> Client:
    try:
        with warnings.catch_warnings(action="ignore"):  # that Dask's versions differ
            return Client(scheduler, timeout=_ANSWER, set_as_default=False)
    except OSError as error:
        message = f"no Dask scheduler answers at {scheduler}"
        hint = "start one with `dask scheduler`, and give its address as tcp://HOST:8786"
        raise refusal(message, hint) from error


def _look_over_scheduler(client: Client, scheduler: str) -> None:
    """Refuse a scheduler that could not even hand on a job."""
    try:
        client.run_on_scheduler(software.versions)
    except ImportError as error:
        message = f"the scheduler at {scheduler} cannot load Polyleaf: {error}"
        raise refusal(message, "install polyleaf[cluster] there, and start it again") from error


class Crew:
    """The workers of a cluster.

    Attributes:
        threads: how many jobs each does at a time, by address.
        fonts: the digest of the parcel that all have.

    """

    def __init__(self, client: Client, scheduler: str, fonts: FontSet) -> None:
        """Wait for the first worker, and greet all that are there.

        Raises:
            UsageError: there is none, or one of them cannot be used.
        """
        self.client = client
        self.scheduler = scheduler
        self.threads: dict[str, int] = {}
        self._parcel = font_parcel.pack(fonts)
        self.fonts = font_parcel.parcel_digest(self._parcel)
        self._versions = software.versions()
        self._looked = self._seen = time.monotonic()
        while not self.threads:
            self.look()
            time.sleep(0 if self.threads else 0.1)
        self.welcome(self.threads)

    def look_again(self) -> None:
        """Look who is there, unless it was done a moment ago.

        Raises:
            UsageError: nobody is, and has not been for some time.
        """
        if time.monotonic() - self._looked > _LOOK:
            self.look()

    def look(self) -> None:
        """Look who is there, as `look_again` does."""
        self.threads = self._asked(self.client.nthreads)
        self._looked = time.monotonic()
        if self.threads:
            self._seen = self._looked
        elif self._looked - self._seen > PATIENCE:
            message = f"the scheduler at {self.scheduler} has no worker"
            raise refusal(message, f"start some with `dask worker {self.scheduler}`")

    def welcome(self, workers: Collection[str]) -> None:
        """Look some workers over, and send the fonts to those that lack them.

        Raises:
            UsageError: one of them cannot be used.
        """
        lacking = {}
        for _ in workers:  # one host may hold as many caches as workers
            found = self._run(greet, tuple(self._parcel), self._versions, workers=workers)
            self._compare(found)
            lacking = {worker: hello.lacking for worker, hello in found.items() if hello.lacking}
            if not lacking:
                return
            self._send_fonts(_one_of_each_host(lacking))
            workers = list(lacking)

    def _send_fonts(self, lacking: Mapping[str, Collection[font_parcel.FontPart]]) -> None:
        for part, file in self._parcel.items():
            if receivers := [worker for worker, parts in lacking.items() if part in parts]:
                self._run(keep_font, part, file.read_bytes(), workers=receivers)

    def _compare(self, found: Mapping[str, Greeting]) -> None:
        """Refuse workers that might draw another page."""
        differing = [
            Diagnostic(
                _CODE, Location(Path("--scheduler")), message, "stop it, or install the same"
            )
            for worker, hello in sorted(found.items())
            if (message := _difference(worker, hello.versions, self._versions))
        ]
        if differing:
            raise UsageError(differing)

    def _run(
        self, function: Callable[..., Any], *arguments: object, workers: Collection[str]
    ) -> dict[str, Any]:
        """Have some workers call a function; those that are gone meanwhile are left out."""
        found: dict[str, Any] = self._asked(
            self.client.run, function, *arguments, workers=list(workers), on_error="return"
        )
        gone = [worker for worker, result in found.items() if isinstance(result, Exception)]
        here = self._asked(self.client.nthreads) if gone else {}
        for worker in gone:
            problem = found.pop(worker)
            if worker in here and not isinstance(problem, CommClosedError | TimeoutError):
                raise _unfit(worker, problem)
        return found

    def _asked(self, ask: Callable[..., Any], *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever Dask answers
        """Return what the scheduler answers."""
        try:
            return ask(*arguments, **options)
        except (OSError, RuntimeError, ValueError) as error:
            raise self.lost() from error

    def lost(self) -> UsageError:
        """Return the error that says that the scheduler is gone."""
        message = f"the scheduler at {self.scheduler} does not answer any more"
        return refusal(message, "start it and its workers again; what was built is kept")


def _unfit(worker: str, problem: Exception) -> UsageError:
    hint = "install polyleaf[cluster] there, and start it again"
    if isinstance(problem, OSError):
        hint = "its user's cache folder, or XDG_CACHE_HOME, must be one that can be written"
    return refusal(f"the worker at {worker} cannot render: {problem}", hint)


def _one_of_each_host(lacking: dict[str, Any]) -> dict[str, Any]:
    return dict(
        {urlsplit(worker).hostname: (worker, lacking[worker]) for worker in lacking}.values()
    )


def _difference(worker: str, theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """Return what to tell about a worker, or "" if it draws as we do."""
    if theirs == ours:
        return ""
    names = [name for name in ours if theirs.get(name) != ours[name]]
    named = [f"{name} {theirs.get(name, 'none')}, not {ours[name]}" for name in names[:-1]]
    what = "; ".join(named) or "code that was edited, or other versions of what it draws with"
    return f"the worker at {worker} might draw other pages: it has {what}"
