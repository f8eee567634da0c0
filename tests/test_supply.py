"""What is installed with the program: versions, licences and the bill of materials; tests/support/parts.py makes them."""

import json
import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import parts as supply
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "constraints.txt"
AGAIN = "python tests/support/parts.py lock > constraints.txt; licences > docs/licences.md"


@pytest.fixture(scope="module")
def found() -> dict[str, supply.Part]:
    return supply.parts()


@pytest.fixture(scope="module")
def locked() -> dict[str, str]:
    lines = [line for line in LOCK.read_text("utf-8").splitlines() if not line.startswith("#")]
    pairs = [tuple(line.split("==")) for line in lines]
    return dict(pairs)


def direct() -> list[Requirement]:
    """Return what pyproject.toml names, for the program and the extras that are locked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for extra in supply.EXTRAS for line in project["optional-dependencies"][extra]]
    return [Requirement(line) for line in (*project["dependencies"], *extras)]


def test_every_dependency_is_locked_within_its_range(locked: dict[str, str]) -> None:
    for needed in direct():
        name = canonicalize_name(needed.name)
        assert name in locked, f"{name}: {AGAIN}"
        assert needed.specifier.contains(locked[name], prereleases=True), (name, locked[name])
    assert locked["torch"] == "2.13.0"


def test_what_is_locked_is_what_is_installed_and_fits_together(
    found: dict[str, supply.Part], locked: dict[str, str]
) -> None:
    installed = {part.name: part.version for part in found.values() if part.name != supply.PROGRAM}
    if any(locked.get(name, version) != version for name, version in installed.items()):
        pytest.skip("other versions than the locked ones are installed here: pip install -c constraints.txt")
    assert installed == locked, AGAIN
    for part in found.values():
        for needed in part.ranges:
            assert needed.specifier.contains(locked[canonicalize_name(needed.name)], prereleases=True), (part, needed)
    assert supply.lock(found) == LOCK.read_text("utf-8")
    assert supply.licences(found) == (ROOT / "docs/licences.md").read_text("utf-8"), AGAIN


def test_the_lock_names_no_place_that_packages_come_from() -> None:
    for line in LOCK.read_text("utf-8").splitlines():
        assert line.startswith("# ") or re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line), line


def test_every_licence_is_allowed(found: dict[str, supply.Part]) -> None:
    allowed = set(tomllib.loads(supply.LICENCES.read_text("utf-8"))["allowed"])
    others = {
        part.name: part.licence
        for part in found.values()
        if not (ids := supply.identifiers(part.licence)) or ids - allowed
    }
    assert others == {}, "another licence needs a decision: tests/support/licences.toml"


@pytest.mark.parametrize(
    ("licence", "named"),
    [
        ("GPL-3.0-only WITH Classpath-exception-2.0 OR (MIT AND Zlib)", {"GPL-3.0-only", "MIT", "Zlib"}),
        ("Apache-2.0 WITH LLVM-exception", {"Apache-2.0"}),
        ("", set()),
    ],
)
def test_no_licence_hides_in_an_expression(licence: str, named: set[str]) -> None:
    assert supply.identifiers(licence) == named


def test_a_package_that_says_nothing_or_something_else_is_not_taken_for_allowed() -> None:
    class Said:
        def __init__(self, **fields: str) -> None:
            self.fields = fields
            self.metadata = self

        def get(self, name: str) -> str | None:
            return self.fields.get(name.replace("-", "_"))

        def get_all(self, name: str) -> list[str] | None:
            return [self.fields[name]] if name in self.fields else None

    allowed = set(tomllib.loads(supply.LICENCES.read_text("utf-8"))["allowed"])
    said = [
        Said(),
        Said(License="Own terms\nlong text"),
        Said(Classifier="License :: OSI Approved :: GNU Affero General Public License v3"),
        Said(License_Expression="AGPL-3.0-only"),
    ]
    for package in said:
        names = supply.identifiers(supply.licence_of(package))  # type: ignore[arg-type]
        assert not names or names - allowed
    assert supply.licence_of(Said(Classifier="License :: OSI Approved :: MIT License")) == "MIT"  # type: ignore[arg-type]


def test_the_bill_of_materials_names_every_part_once_and_what_needs_what(found: dict[str, supply.Part]) -> None:
    made = datetime(2026, 11, 30, 8, tzinfo=UTC)
    bill = supply.bill(found, made)
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    assert bill["metadata"]["timestamp"] == "2026-11-30T08:00:00Z"
    assert bill["metadata"]["component"]["name"] == supply.PROGRAM
    components = [bill["metadata"]["component"], *bill["components"]]
    references = [component["bom-ref"] for component in components]
    assert len(references) == len(set(references))
    for component in components:
        assert component["type"] in ("application", "library", "machine-learning-model")
        assert component["name"] and component["version"]
        assert all(choice["expression"] for choice in component["licenses"])
    libraries = {c["name"]: c for c in components if c["type"] == "library"}
    assert {canonicalize_name(needed.name) for needed in direct()} <= set(libraries)
    assert libraries["torch"]["purl"] == "pkg:pypi/torch@2.13.0"
    needs = {row["ref"]: row["dependsOn"] for row in bill["dependencies"]}
    assert set(needs) <= set(references)
    assert {target for targets in needs.values() for target in targets} <= set(references)
    assert libraries["starlette"]["purl"] in needs[libraries["fastapi"]["purl"]]
    models = [c for c in components if c["type"] == "machine-learning-model"]
    assert [len(c["hashes"][0]["content"]) for c in models] == [64] * len(supply.MODELS)
    assert supply.bill(found, made) == bill


def test_the_script_writes_each_and_says_how_it_is_used(found: dict[str, supply.Part]) -> None:
    script = [sys.executable, str(ROOT / "tests/support/parts.py")]
    written = subprocess.run([*script, "sbom"], check=True, capture_output=True, text=True).stdout
    assert len(json.loads(written)["components"]) == len(found) - 1 + len(supply.MODELS)
    wrong = subprocess.run(script, check=False, capture_output=True, text=True)
    assert wrong.returncode == 1
    assert wrong.stderr.count("\n") == 1
