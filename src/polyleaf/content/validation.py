from polyleaf.reading.validation import *  # noqa: F403
