"""Checks the record: which line was changed, is missing, or stands in another place, and which name does not belong."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.audit.line import NOTHING_BEFORE, Line, What, digest, read_line
from assistant.audit.people import keyed
from assistant.audit.sealing import dropped_until, lines_of, sealed_files
from assistant.audit.trail import Trail


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the lines `first` to `last`: changed, missing, moved, head, person, words."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Verified:
    """`lines` were read, the last of them number `n` with the hash `head`; nothing is wrong where `faults` is empty."""

    lines: int
    n: int
    head: str
    faults: tuple[Fault, ...]


def verify(data: Path, noted: tuple[int, str] | None = None) -> Verified:
    """Check the record of a data folder, with its sealed files.

    `noted` is number and hash of a line as it was noted elsewhere: who may write the folder could write all of it anew.
    Raises CannotWrite where the record is in use and its lock cannot be had.
    """
    trail = Trail(data)
    if not trail.exists():
        missing = trail.head()
        return Verified(0, 0, NOTHING_BEFORE, (Fault("missing", 1, missing[0]),) if missing else ())
    with trail.locked():
        raws = _all_lines(trail)
        faults: list[Fault] = []
        lines = list(_chain(raws, faults))
        faults += _head_faults(trail, raws, noted)
        faults += _people_faults(trail, lines)
    last = max((line.n for line in lines), default=0)
    unique = sorted(set(faults), key=lambda fault: (fault.first, fault.kind))
    return Verified(len(raws), last, digest(raws[-1]) if raws else NOTHING_BEFORE, tuple(unique))


def _all_lines(trail: Trail) -> list[bytes]:
    """Return the lines of the sealed files and of the record; cut off but not yet taken out, a line counts once."""
    own = lines_of(trail.path)
    first = next((line.n for raw in own if (line := read_line(raw)) is not None), None)
    before = [raw for path in sealed_files(trail.folder) for raw in lines_of(path)]
    if first is not None:
        before = [raw for raw in before if (line := read_line(raw)) is None or line.n < first]
    return before + own


def _chain(raws: list[bytes], faults: list[Fault]) -> Iterator[Line]:
    """Yield the lines, noting what is wrong between them."""
    parsed = [read_line(raw) for raw in raws]
    there = {line.n for line in parsed if line is not None}
    dropped = dropped_until([line for line in parsed if line is not None])
    n, hashed = 0, NOTHING_BEFORE
    for raw, line in zip(raws, parsed, strict=True):
        if line is None:
            faults.append(Fault("changed", n + 1, n + 1))
            n, hashed = n + 1, digest(raw)
            continue
        yield line
        if line.more.get("head") == "missing":
            faults.append(Fault("head", line.n, line.n))
        if line.before != hashed:
            if dropped.get(line.n - 1) != line.before:
                faults.extend(_break(n, line, there))
            n = line.n
        else:
            if line.n != n + 1:
                faults.append(Fault("changed", n + 1, n + 1))
            n += 1
        hashed = digest(raw)


def _break(n: int, line: Line, there: set[int]) -> Iterator[Fault]:
    """Yield what a line says that does not go on from line `n`."""
    if line.n == n + 1:
        yield Fault("changed", max(n, 1), max(n, 1))
    elif line.n <= n:
        yield Fault("moved", line.n, line.n)
    else:
        gone = [number for number in range(n + 1, line.n) if number not in there]
        if gone:
            yield Fault("missing", gone[0], gone[-1])
        else:
            yield Fault("moved", line.n, line.n)


def _head_faults(trail: Trail, raws: list[bytes], noted: tuple[int, str] | None) -> Iterator[Fault]:
    head = trail.head()
    if head is None and raws:
        yield Fault("head", len(raws), len(raws))
    hashes = {digest(raw) for raw in raws}
    last = max((line.n for raw in raws if (line := read_line(raw)) is not None), default=0)
    for n, hashed in filter(None, (head, noted)):
        if hashed not in hashes:
            yield Fault("missing", last + 1, n) if n > last else Fault("changed", n, n)


def _people_faults(trail: Trail, lines: list[Line]) -> Iterator[Fault]:
    people, words = trail.people.all(), trail.people.words()
    erased = {line.about for line in lines if line.what == What.ERASE}
    dropped = max(dropped_until(lines), default=0)
    for line in lines:
        for pseudonym in filter(None, (line.who, line.about)):
            person = people.get(pseudonym)
            if pseudonym not in erased and (person is None or not person.is_genuine()):
                yield Fault("person", line.n, line.n)
        speaker, said = people.get(line.who), line.more.get("said")
        if said and speaker is not None and line.n > dropped:
            spoken = words.get(line.n)
            if spoken is None or keyed(speaker.key, spoken) != said:
                yield Fault("words", line.n, line.n)
