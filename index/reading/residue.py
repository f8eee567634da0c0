"""Drops what a web page puts around a report: menus, buttons, sources, share links."""

import re

from index.data_files import read_pattern

_TAIL_SHARE = 0.3  # an end mark counts only in this last part of the lines
_REPORTED = re.compile(r"[0-9].{20,}。$")  # a sentence with a figure, as only a report has
_MOST_LINES, _MOST_CHARACTERS = 40, 700  # what an end mark may take with it


def without_residue(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines that belong to the report and those that do not; `lines` are stripped and not empty."""
    whole, end = read_pattern("index.reading", "residue.txt"), read_pattern("index.reading", "residue_end.txt")
    tail = int(len(lines) * (1 - _TAIL_SHARE))
    kept: list[str] = []
    dropped: list[str] = []
    for position, line in enumerate(lines):
        # a report may speak of a 主办单位 too: what a page puts below it is short
        if position >= tail and len(lines) - position <= _MOST_LINES and end.fullmatch(line):
            rest = lines[position:]
            if sum(map(len, rest)) <= _MOST_CHARACTERS and not any(map(_REPORTED.search, rest)):
                dropped += rest
                break
        (dropped if whole.fullmatch(line) else kept).append(line)
    return _without_menu(kept, dropped), dropped


def _without_menu(kept: list[str], dropped: list[str]) -> list[str]:
    """Drop the very short lines before the title of a page that showed other residue, such as a menu's entries."""
    if not dropped:
        return kept
    for position, line in enumerate(kept[:12]):
        if len(line) > 6:
            dropped += kept[:position]
            return kept[position:]
    return kept
