"""Lists inside lists: a line such as 小学：12所 below 东片区 says on its own whose it is."""

import re

_LONGEST_NAME = 16  # characters of a line that names what stands below it
_LABEL = re.compile(r"(?P<name>[^：:，。；]{1,16})(?:[：:].{0,40})?")
_MARK = re.compile(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]\s*|[-·•●]\s*)")
_PAIR = re.compile(r"[^：:，。；]{1,16}[：:]\s*\S.{0,40}")


def scoped(above: list[str], text: str) -> str:
    """Return a line of a nested list with the names of the lines it stands below, the outermost first.

    Only short lines that name something, or give one value for a name, pass their names on and take them over.
    """
    if not above or not _PAIR.fullmatch(text) or "\n" in text:
        return text
    names: list[str] = []
    for line in above:
        found = _LABEL.fullmatch(_MARK.sub("", line.split("\n")[0].strip().rstrip("：:。；")))
        if not found:
            return text
        names.append(found["name"].strip())
    prefix = "".join(name for name in names if name not in text)
    return prefix + text
