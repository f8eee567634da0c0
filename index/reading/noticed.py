"""What reading a file noticed: parts that were left out or could not be read, as codes with their places.

A code is `name` or `name:detail`; details name places (a page, a sheet, the opening words of a paragraph) and hold no
sentence of ours, so that the text for people is made where it is shown, in their language.
"""

from index.text import readable

_MOST_PLACES = 5
_LONGEST_PLACE = 24


class Noticed:
    """Collects what one file's reading noticed, each kind once with all its places."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, int]] = {}

    def add(self, name: str, place: str = "") -> None:
        """Note `name` at `place`; the same place is counted, not repeated."""
        place = " ".join(readable(place).split())
        if len(place) > _LONGEST_PLACE:
            place = place[:_LONGEST_PLACE] + "…"
        places = self._places.setdefault(name, {})
        places[place] = places.get(place, 0) + 1

    def codes(self) -> tuple[str, ...]:
        """Return one code a kind, its places in order; of many places the first ones and how many more."""
        return tuple(
            f"{name}:{detail}" if (detail := _listed(places)) else name for name, places in self._places.items()
        )


def _listed(places: dict[str, int]) -> str:
    shown = [place if count == 1 else f"{place}×{count}" for place, count in places.items() if place]
    more = len(shown) - _MOST_PLACES
    return "、".join(shown[:_MOST_PLACES]) + (f" … +{more}" if more > 0 else "")
