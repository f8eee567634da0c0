"""The same answers as tools of a language model, by the Model Context Protocol over standard input and output.

`serve` runs until its input ends. Whoever starts it works on the machine itself, and so may do what the command line may.
"""

from assistant.mcp.tools import make_server, serve

__all__ = ["make_server", "serve"]
