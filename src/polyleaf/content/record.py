from polyleaf.reading.record import *  # noqa: F403
