"""`python -m assistant` is the `assistant` command."""

from assistant.command import entry

entry()
