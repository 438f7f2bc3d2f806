"""The JSON Schema of a package, made from the forms that reading uses, for whoever writes one with another program.

``python -m tests.files.package_schema`` writes it anew into the repository.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import TypeAdapter

from app import paths
from app.core import package as forms
from app.files import package_json

PATH = paths.shipped() / "data" / "schema" / f"package-{forms.FORMAT}.schema.json"

_WHOLE: dict[str, TypeAdapter[Any]] = {
    forms.MANIFEST: package_json.MANIFEST,
    forms.SIGNATURE: package_json.SIGNATURE,
    forms.VERSIONS: package_json.VERSIONS,
    forms.ENVELOPE: package_json.ENVELOPE,
}
_REPEATED: dict[str, TypeAdapter[Any]] = {
    forms.RECORDS: package_json.RECORDS,
    forms.STANDARDS: package_json.FILES,
}


def text() -> str:
    """The schema as it lies in the repository: each file of a package is a member of one object."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12; evidence, which is no JSON, is left out."""
    every: list[tuple[str, Literal["validation"], TypeAdapter[Any]]] = [
        (name, "validation", form) for name, form in (_WHOLE | _REPEATED).items()
    ]
    made, shared = TypeAdapter.json_schemas(every)
    found = {name: made[name, "validation"] for name, _mode, _form in every}
    whole: dict[str, Any] = _closed(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"ParkGrade package, form {forms.FORMAT}",
            "description": "Each member stands for a file in the zip; README.md tells the rest.",
            "type": "object",
            "properties": {name: found[name] for name in _WHOLE},
            "patternProperties": {f"^{name}$": found[name] for name in _REPEATED},
            **shared,
        }
    )
    return whole


def _closed(found: Any) -> Any:
    """Where names must fit a pattern, others are refused: pydantic does so and does not say it."""
    if isinstance(found, list):
        return [_closed(each) for each in found]
    if not isinstance(found, dict):
        return found
    inner = {name: _closed(each) for name, each in found.items()}
    return inner | ({"additionalProperties": False} if "patternProperties" in found else {})


if __name__ == "__main__":
    PATH.write_text(text(), "utf-8", newline="\n")
