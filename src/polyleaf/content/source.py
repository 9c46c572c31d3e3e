from polyleaf.reading.source import *  # noqa: F403
