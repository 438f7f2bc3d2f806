"""Standard editions on disk: a folder of TOML files in, one checked Standard out, or every fault at once."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from app.core.entries import Entry
from app.core.standard import (
    Band,
    Checkpoint,
    Edition,
    Item,
    Line,
    Link,
    Section,
    Standard,
    Target,
    Task,
    TenTwoRule,
    Veto,
)
from app.errors import Fault, Faults
from app.files import packs_checks
from app.files.packs_faults import WHOLE_FILE, Draft, Place, Placed, nearest, not_toml, told

LARGEST = 5_000_000
"""The largest file that is read, in bytes; the shipped ones have a fiftieth of it."""

MOST = 5_000
"""The most entries of one table in a file; the shipped ones have a fiftieth of it."""

E = TypeVar("E", bound=Entry)

ALONE: Mapping[str, type[Entry]] = {"edition": Edition, "ten_two": TenTwoRule}
LISTED: Mapping[str, type[Entry]] = {
    "section": Section,
    "item": Item,
    "band": Band,
    "veto": Veto,
    "line": Line,
    "checkpoint": Checkpoint,
    "target": Target,
    "task": Task,
    "link": Link,
}

# A table with faults is still compared with the others, as far as these keys do not matter to that:
# ids and references are compared as written, see packs_checks.
_STAND_INS: Mapping[str, Any] = {
    **dict.fromkeys(("id", "text", "title", "name", "measure", "unit", "reason", "consequence", "who"), "x"),
    **dict.fromkeys(("version", "publisher", "note", "section", "line"), "x"),
    **dict.fromkeys(("number", "days", "cost"), 1),
    **dict.fromkeys(("enabled", "required"), True),
    **dict.fromkeys(("status", "points_status"), "project"),
    "basis": [{"document": "x", "clause": "x"}],
    "in_force": "待核",
    "evidence": ["x"],
    "method": ["查阅资料"],
    "kind": "law",
}
_EMPTY = Fault("标准包", "全部文件", "里面没有 .toml 文件", "请选择存放标准包的文件夹。")


def load(folder: Path) -> Standard:
    """Read the edition in ``folder``; Faults with every fault of all its files where there is one."""
    return _build(*_read(folder))


def loads(files: Mapping[str, bytes]) -> Standard:
    """The edition whose files have these names and contents; Faults as ``load``."""
    return _build(files, [] if files else [_EMPTY])


def contents(folder: Path) -> dict[str, bytes]:
    """The edition's files by name, unchecked; Faults where one cannot be read."""
    files, faults = _read(folder)
    _refuse(faults)
    return files


def editions(root: Path) -> tuple[Path, ...]:
    """The edition folders directly under ``root``, sorted; none where there is no such folder.

    A folder whose name begins with a dot is one that is just being written, or left behind.
    """
    if not root.is_dir():
        return ()
    return tuple(sorted(folder for folder in root.iterdir() if folder.is_dir() and _holds_rules(folder)))


def _read(folder: Path) -> tuple[dict[str, bytes], list[Fault]]:
    try:
        paths = _rule_files(folder)
    except FileNotFoundError:
        return {}, [_folder_fault(folder, "找不到这个文件夹", "请核对路径，选择存放标准包的文件夹。")]
    except NotADirectoryError:
        return {}, [_folder_fault(folder, "这不是文件夹", "请选择存放标准包的文件夹，而不是其中的文件。")]
    except OSError:
        return {}, [_folder_fault(folder, "没有权限读取这个文件夹", "请让管理员开通读取权限后重试。")]
    files: dict[str, bytes] = {}
    faults: list[Fault] = [] if paths else [_EMPTY]
    for path in paths:
        try:
            files[path.name] = _bounded(path)
        except OSError:
            faults.append(
                Fault(path.name, WHOLE_FILE, "读不了这个文件", "请检查读取权限，关闭占用它的程序后重试。")
            )
    return files, faults


def _folder_fault(folder: Path, what: str, remedy: str) -> Fault:
    return Fault(folder.name or str(folder), "文件夹", what, remedy)


def _rule_files(folder: Path) -> list[Path]:
    # Names with a leading dot are what editors and macOS leave behind, not rules.
    return sorted(
        path for path in folder.iterdir() if path.suffix.lower() == ".toml" and not path.name.startswith(".")
    )


def _holds_rules(folder: Path) -> bool:
    if folder.name.startswith("."):
        return False
    try:
        return bool(_rule_files(folder))
    except OSError:
        return True  # Listed all the same: loading it says what is in the way.


def _bounded(path: Path) -> bytes:
    """The file's content, or one byte too many of it, which is refused later."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


Written = tuple[Place, type[Entry], Any]
"""A table as written, with where it stands and what it should make."""


def judge(written: Iterable[Written], faults: Iterable[Fault] = (), *, whole: bool = True) -> Standard:
    """The edition that these tables make; Faults with ``faults`` and every other one where there is one.

    ``whole`` is whether all tables could be read; if not, what seems to be missing is not held against them.
    """
    found = list(faults)
    placed: list[Placed] = []
    for place, model, raw in written:
        entry, wrong = _entry(place, model, raw)
        placed.append(Placed(place, raw if isinstance(raw, dict) else {}, entry))
        found.extend(wrong)
    draft = Draft(tuple(placed), whole)
    if placed or whole:
        found.extend(packs_checks.check(draft))
    _refuse(found)
    return _standard(draft)


def _build(files: Mapping[str, bytes], faults: list[Fault]) -> Standard:
    """Parse, place, validate, compare and build; ``faults`` are those of reading."""
    found = list(faults)
    written: list[Written] = []
    for name in sorted(files):
        for one in _tables(name, files[name]):
            found.append(one) if isinstance(one, Fault) else written.append(one)
    return judge(written, found, whole=not found)


def _tables(name: str, content: bytes) -> Iterator[Written | Fault]:
    """Every table of a file with its place and its model, and what is no such table."""
    if len(content) > LARGEST:
        yield Fault(name, WHOLE_FILE, "文件超过 5 MB", "请核对是否选错文件；规则文件通常不到 0.1 MB。")
        return
    try:
        data = _data(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield Fault(name, WHOLE_FILE, "不是 UTF-8 编码", "请在编辑器里用“另存为”，编码选 UTF-8。")
        return
    except (ValueError, ArithmeticError, RecursionError) as error:
        yield not_toml(name, error)
        return
    for table, value in data.items():
        yield from _rows(name, table, value)


def _data(text: str) -> dict[str, Any]:
    data = tomllib.loads(text, parse_float=Decimal)
    if _immense(data):
        raise OverflowError("Immense number")
    return data


def _immense(value: object) -> bool:
    """Whether a whole number leaves the 64 bits of TOML; Python could not even write it out."""
    if isinstance(value, dict):
        return any(map(_immense, value.values()))
    if isinstance(value, list):
        return any(map(_immense, value))
    return isinstance(value, int) and value.bit_length() > 64


def _rows(name: str, table: str, value: object) -> Iterator[Written | Fault]:
    if table in LISTED and isinstance(value, list) and len(value) > MOST:
        yield Fault(name, table, f"有 {len(value)} 条，多得不像标准包", "请核对是否选错文件。")
    elif table in LISTED and isinstance(value, list):
        for position, raw in enumerate(value, 1):
            yield Place(name, table, position, _id(raw)), LISTED[table], raw
    elif table in LISTED:
        yield Fault(name, table, "应是可以有多个的表", f"表头写成 [[{table}]]，两层方括号。")
    elif table in ALONE and isinstance(value, dict):
        yield Place(name, table, 0, _id(value)), ALONE[table], value
    elif table in ALONE:
        yield Fault(name, table, "应是单独一个表", f"表头写成 [{table}]，一层方括号。")
    else:
        yield Fault(name, table, f"不认识的表 {table}", nearest(table, (*ALONE, *LISTED)))


def _id(raw: object) -> str:
    found = raw.get("id") if isinstance(raw, dict) else None
    return found if isinstance(found, str) else ""


def _entry(place: Place, model: type[E], raw: object) -> tuple[E | None, list[Fault]]:
    """The entry that a table makes, with stand-ins for its faulty keys, and its faults."""
    try:
        return model.model_validate(raw), []
    except ValidationError as error:
        faults = list(told(place, model, error))
        faulty = {str(one["loc"][0]) for one in error.errors(include_url=False) if one["loc"]}
    if not isinstance(raw, dict):
        return None, faults
    kept = {key: value for key, value in raw.items() if key not in faulty}
    stand_ins = {key: _STAND_INS[key] for key in faulty & _STAND_INS.keys()}
    try:
        return model.model_validate(kept | stand_ins), faults
    except ValidationError:
        return None, faults


def _refuse(faults: Iterable[Fault]) -> None:
    """Raise what was found, file by file."""
    found = tuple(sorted(faults, key=lambda fault: fault.file))
    if found:
        raise Faults("标准包有误，没有载入", found)


def _standard(draft: Draft) -> Standard:
    def all_of(model: type[E]) -> tuple[E, ...]:
        return tuple(entry for _, entry in draft.of(model))

    return Standard(
        edition=all_of(Edition)[0],
        checksum=_checksum(draft),
        sections=all_of(Section),
        items=all_of(Item),
        bands=all_of(Band),
        vetoes=all_of(Veto),
        lines=all_of(Line),
        checkpoints=all_of(Checkpoint),
        ten_two=next(iter(all_of(TenTwoRule)), None),
        targets=all_of(Target),
        tasks=all_of(Task),
        links=all_of(Link),
    )


def _checksum(draft: Draft) -> str:
    """SHA-256 over what the files say together, not over how or where they say it.

    Taken from the tables as written, so that no later program's defaults can change it.
    """
    joined: dict[str, Any] = {}
    for placed in draft.placed:
        place = placed.place
        if place.position:
            joined.setdefault(place.table, []).append(placed.raw)
        else:
            joined[place.table] = placed.raw
    text = json.dumps(joined, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_canonical)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object) -> str | int:
    """A date in ISO form, a number as a normalised text; 5.0 is written as the 5 it equals."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"
    raise TypeError(f"{type(value)} passed validation")
