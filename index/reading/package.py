"""A zipped Office document (.docx, .xlsx): its parts and the relations between them, read as Office reads them.

Strict Open XML is turned into the usual one by its names; a relation that leads nowhere is no relation.
"""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from index.errors import Reason, UnreadableFile
from index.reading.kinds import too_many_entries
from index.reading.limits import MEGABYTE, limits

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z]+)")
_RELATION_KINDS = re.compile(r"/(?P<kind>[A-Za-z]+)$")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: `kind` is the last word of its type (image, chart, footnotes), `target` a part's name."""

    kind: str
    target: str
    external: bool


def unpacked_size(path: Path, content: bytes) -> int:
    """Return what a zipped document unpacks to, in bytes; raises UnreadableFile where that is too much."""
    largest = limits().unpacked
    if too_many_entries(content):
        raise UnreadableFile(path, Reason.TOO_MANY_FILES, f"{limits().members}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            encrypted = any(entry.flag_bits & 1 for entry in archive.infolist())
    except DAMAGED as error:
        raise UnreadableFile(path, Reason.FORMAT, path.suffix) from error
    if encrypted:
        raise UnreadableFile(path, Reason.ENCRYPTED)
    if unpacked > largest:
        raise UnreadableFile(path, Reason.TOO_LARGE, f"{largest // MEGABYTE} MB")
    return unpacked


class Package:
    """The parts of one document; names are those in the archive, without a leading slash."""

    def __init__(self, path: Path, content: bytes) -> None:
        unpacked_size(path, content)
        self._path = path
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._names = {name.lower().lstrip("/").replace("\\", "/"): name for name in self._archive.namelist()}
        self._relations: dict[str, dict[str, Relation]] = {}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def names(self, start: str) -> list[str]:
        """Return the names of the parts below `start`, in order."""
        return sorted(name for name in self._names.values() if name.lower().startswith(start))

    def read(self, name: str) -> bytes | None:
        """Return a part's bytes, at most as many as a document may unpack to; None where it is missing or damaged."""
        held = self._names.get(name.lower())
        if held is None:
            return None
        largest = limits().unpacked
        try:
            with self._archive.open(held) as part:
                content = part.read(largest + 1)
        except DAMAGED:
            return None
        if len(content) > largest:
            raise UnreadableFile(self._path, Reason.TOO_LARGE, f"{largest // MEGABYTE} MB")
        return content

    def xml(self, name: str) -> Any:
        """Return the root of a part's XML; None where it is missing or none."""
        content = self.read(name)
        return None if content is None else parsed(content)

    def main(self, start: str, *usual: str) -> str:
        """Return the name of the part that holds the document; raises UnreadableFile where there is none."""
        named = [r.target for r in self.relations("").values() if r.kind == "officeDocument" and r.target in self]
        for name in (*named, *usual):
            if name.lower().startswith(start) and name in self:
                return name
        raise UnreadableFile(self._path, Reason.BROKEN, self._path.suffix)

    def relations(self, name: str) -> dict[str, Relation]:
        """Return the relations of a part by their ids, those of the whole document for ""."""
        if name not in self._relations:
            self._relations[name] = self._read_relations(name)
        return self._relations[name]

    def _read_relations(self, name: str) -> dict[str, Relation]:
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for relation in () if root is None else root.iterchildren("{*}Relationship"):
            target, kind = str(relation.get("Target") or ""), _RELATION_KINDS.search(str(relation.get("Type") or ""))
            if not target or target.upper() == "NULL" or target.startswith("#") or kind is None:
                continue
            external = relation.get("TargetMode") == "External"
            if not external:
                target = _unquoted(target).replace("\\", "/")
                target = posixpath.normpath(posixpath.join(folder, target) if target[0] != "/" else target).lstrip("/")
            found[str(relation.get("Id"))] = Relation(kind["kind"], target, external)
        return found


def _unquoted(target: str) -> str:
    """Return a part's name without the percent signs of an address: %20 → a blank."""
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), target.encode("utf-8", "replace"))
    return raw.decode("utf-8", "replace")


def parsed(content: bytes) -> Any:
    """Parse a part's XML without following anything it names; None where it is no XML or declares entities."""
    if b"purl.oclc.org/ooxml" in content:
        content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    declared = root.getroottree().docinfo.internalDTD
    return None if declared is not None and next(declared.iterentities(), None) is not None else root
