"""What the user asked for: the `polyleaf` command.

Job: read arguments, call one public function, print what it returns. Trade-off: each command
imports what it needs when it runs, so that `polyleaf --help` answers at once.
Side effects: only this wing prints and exits.
"""

from polyleaf.cli.main import main

__all__ = ["main"]
