"""Jobs to many machines, outcomes back as they are ready.

Job: `executors.render_all` for a Dask cluster. Trade-off: Dask is an extra, and takes half a second
to import, so that it is loaded only here and when it is asked for. Side effects: those of
`cluster_jobs`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from polyleaf.diagnostics import Diagnostic, Location, Severity, UsageError
from polyleaf.publishing.executors import Outcome
from polyleaf.publishing.request import USUAL, Limits
from polyleaf.publishing.workers import Work
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job
from polyleaf.typesetting.render import render

__all__ = ["open_cluster", "render_on_cluster"]

MANUAL: Final = """
cluster (error): a cluster cannot be used: no answer, no workers, other versions, or no packages
Why: two versions of Polyleaf may draw two different pages.
Wrong: --scheduler tcp://host:8786 with an older worker
Right: the same versions everywhere
Mend: do what the hint says: install polyleaf[cluster], start it, or install the same versions.

open-cluster (warning): jobs go to a cluster on another machine without TLS
Why: whoever reaches its scheduler can run code there and here.
Wrong: --scheduler tcp://render.example:8786
Right: --scheduler tls://render.example:8786
Mend: give the cluster certificates; on a network that only you use, it may stay as it is.
"""


def open_cluster(scheduler: str) -> Iterator[Diagnostic]:
    """Yield a warning for a cluster that anybody in the network can speak to.

    Dask's machines run what they are sent (https://distributed.dask.org/en/stable/tls.html), and
    what they send back is unpickled here. Only TLS tells a machine of ours from another one.
    """
    address = urlsplit(scheduler)
    if address.scheme == "tcp" and not _is_this_machine(address.hostname or ""):
        message = f"whoever reaches {scheduler} can run code there and here: it is without TLS"
        hint = "in a network that others use, give it certificates, and its address as tls://…"
        place = Location(Path("--scheduler"))
        yield Diagnostic("open-cluster", place, message, hint, Severity.WARNING)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def render_on_cluster(
    jobs: Iterable[tuple[str, Job]],
    fonts: FontSet,
    scheduler: str,
    limits: Limits = USUAL,
    work: Work = render,
) -> Generator[tuple[str, Outcome], None, None]:
    """Render the jobs, and yield each one's name and outcome as soon as it is known.

    Jobs are taken from the iterable one by one, a few ahead of the cluster. A job that is lost with
    its process or its machine is tried once more in another one. Closing the iterator cancels what
    runs. Without a job nothing is asked of the cluster.

    Args:
        jobs: the jobs, each with its name.
        fonts: the fonts of the build; they are sent to machines that lack them.
        scheduler: the scheduler's address, such as `tcp://host:8786`.
        limits: what one job may cost.
        work: what a process does with a job.

    Raises:
        UsageError: the cluster cannot be used, or its scheduler or all of its workers are gone.

    """
    try:
        from polyleaf.publishing.cluster_jobs import run  # noqa: PLC0415 - Dask may not be there
    except ImportError as error:
        message = f"a cluster needs packages that are not installed: {error}"
        hint = "install polyleaf[cluster]"
        found = Diagnostic("cluster", Location(Path("--scheduler")), message, hint)
        raise UsageError([found]) from error
    return run(jobs, fonts, scheduler, limits, work)
