"""Training of the default embedder: a static Chinese sentence embedding (needs the `train` extra).

Run `python -m index.training CORPUS... --out FOLDER`; docs/embedder.md gives the recipe and its scores.
"""
