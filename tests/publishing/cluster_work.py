"""What the processes of a cluster do in tests: apart, because each of them imports it."""

from __future__ import annotations

import multiprocessing
import os
import signal

from tests.publishing.pool_work import work as usual_work

from polyleaf.typesetting.layout import Job, Rendered

__all__ = ["work"]


def work(job: Job) -> Rendered:
    """Do what a job's HTML says."""
    if job.html == "kill-machine":
        machine = multiprocessing.parent_process()
        assert machine
        assert machine.pid
        os.kill(machine.pid, signal.SIGKILL)
    return usual_work(job)
