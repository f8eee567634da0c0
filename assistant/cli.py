"""The command under the name it had; `assistant.command` is the room."""

from assistant.command import entry

__all__ = ["entry"]

if __name__ == "__main__":
    entry()
