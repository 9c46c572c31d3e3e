"""A Dask scheduler with processes on this machine: prints its address, ends with its input.

Run as a program of its own: `dask_cluster.py PROCESSES`. Side effects: starts processes; listens on
a port of this machine.
"""

from __future__ import annotations

import sys

from distributed import LocalCluster


def main(processes: int) -> None:
    """Serve until the input ends."""
    with LocalCluster(
        n_workers=processes, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
