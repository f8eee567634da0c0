"""The optional language model on a leash."""

from assistant.model.sources import Source, source_of, sources_of
from assistant.model.verifier import Checked, check, checked

__all__ = ["Checked", "Source", "check", "checked", "source_of", "sources_of"]
