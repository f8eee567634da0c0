"""Indexing: files → reports → passages, figures, vectors and terms → a published snapshot."""
