"""How the reader's weights were made: written questions → encoder, judges, their files. Never imported when asking.

`python -m assistant.reading.training` is the whole way; each module is one step of it (docs/reader.md).
"""
