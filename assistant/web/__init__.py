"""The web pages: what staff see in a browser. The only place that imports streamlit; answering happens in `answering`.

`navigation` lists the pages, `frame` is around each of them, `server` runs them; `places` leads from one to another.
"""

__all__ = ["frame", "navigation", "server"]
