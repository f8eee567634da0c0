"""The command line: what can be typed, what is printed, and the exit status.

`entry` is the program; `serve` is the one module that starts the pages.
"""

from assistant.command.cli import entry

__all__ = ["entry"]
