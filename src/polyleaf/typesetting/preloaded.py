"""What a process that renders needs first, imported once and then shared by fork.

Job: to be imported by the server that workers come from. Nothing in it reads fonts: which ones a
process sees is said by `render.use_fonts`, in each process. Side effects: those of `accelerate`.
"""

from __future__ import annotations

import polyleaf.typesetting.boxes
import polyleaf.typesetting.conformance.repairs  # noqa: F401 - imported to be there
from polyleaf.typesetting.acceleration import accelerate

__all__: list[str] = []

accelerate()
