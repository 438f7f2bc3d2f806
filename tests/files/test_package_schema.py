"""The schema in the repository says what the program reads."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.files import package_schema, packages


def test_the_schema_is_made_from_the_forms() -> None:
    assert package_schema.PATH.read_text("utf-8") == package_schema.text()


def test_every_file_of_a_package_is_in_the_schema(tmp_path: Path) -> None:
    schema = package_schema.schema()
    files = packages.unpacked(packages.made(tmp_path, signer=packages.signer))
    for name in files:
        known = name in schema["properties"] or any(
            re.search(each, name) for each in schema["patternProperties"]
        )
        assert known or name.startswith("evidence/")


def test_what_is_written_holds_the_members_that_the_schema_asks_for_and_no_others(tmp_path: Path) -> None:
    schema = package_schema.schema()
    files = packages.unpacked(packages.made(tmp_path, signer=packages.signer))

    def members(value: Any) -> list[str]:
        return sorted(value)

    def asked(form: str) -> list[str]:
        found: list[str] = schema["$defs"][form]["required"]
        return sorted(found)

    manifest = json.loads(files["manifest.json"])
    assert members(manifest) == asked("Manifest")
    assert members(manifest["made"]) == asked("Made")
    assert members(manifest["parts"][0]) == asked("Part")
    assert members(manifest["editions"][0]) == asked("Edition")
    assert members(json.loads(files["signature.json"])) == asked("Signature")
    assert members(json.loads(files["records/park.json"])[0]) == asked("Written")
    assert all(members(told) == asked("Told") for told in json.loads(files["versions.json"]).values())
