"""How a fault in an edition's files is told: where it stands, what it is, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from app.core.entries import Entry
from app.errors import Fault

E = TypeVar("E", bound=Entry)

WHOLE_FILE = "整个文件"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands; ``position`` counts from 1 within its file, 0 for a table that stands alone."""

    file: str
    table: str
    position: int
    id: str

    def key(self, inner: str = "") -> str:
        """The readable path of a key in this table, e.g. ``item[3]（G03）.scoring.levels[1].points``."""
        position = f"[{self.position}]" if self.position else ""
        name = f"（{self.id[:64]}）" if self.id and self.position else ""
        return f"{self.table}{position}{name}{'.' if inner else ''}{inner}"

    def fault(self, inner: str, what: str, remedy: str) -> Fault:
        """A fault at a key of this table."""
        return Fault(self.file, self.key(inner), what, remedy)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table as written, and the entry it makes; None where its own faults leave nothing to compare."""

    place: Place
    raw: Mapping[str, Any]
    entry: Entry | None


@dataclass(frozen=True)
class Draft:
    """An edition as read, faults and all."""

    placed: tuple[Placed, ...]
    whole: bool
    """Whether every file could be read; if not, what seems to be missing may stand in the others."""

    def at(self, table: str) -> list[Placed]:
        """The tables of this name, in the edition's order."""
        return [placed for placed in self.placed if placed.place.table == table]

    def of(self, model: type[E]) -> list[tuple[Place, E]]:
        """The comparable entries of a kind, each with its place."""
        return [(placed.place, placed.entry) for placed in self.placed if isinstance(placed.entry, model)]


def nearest(word: str, known: Iterable[str]) -> str:
    """What was probably meant, or else all there is, as a remedy.

    >>> nearest("titel", ["id", "title"])
    '是否想写 title？'
    >>> nearest("q", ["id", "title"])
    '请删去；这里可写的有：id、title。'
    """
    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    return f"是否想写 {close[0]}？" if close else f"请删去；这里可写的有：{'、'.join(names)}。"


_SYNTAX: Mapping[str, tuple[str, str]] = {
    "Cannot overwrite": ("同一个键写了两次", "删去其中一个。"),
    "Cannot declare": ("同一个表写了两次", "合并成一个；可以有多个的表用两层方括号 [[ ]]。"),
    "Cannot mutate": ("一层写成了表，一层又写成了值", "只保留一种写法。"),
    "Duplicate inline": ("同一个键写了两次", "删去其中一个。"),
    "Expected '=' after": ("键的后面缺少“=”", "写成 键 = 值。"),
    "Expected newline": ("一行里有多余的内容", "每行只写一个 键 = 值。"),
    "Expected ']": ("表头的方括号没有写完", "写成 [表] 或 [[表]]。"),
    "Illegal character": ("引号里有不能直接写的字符", "检查引号是否成对；多行文字用三个引号。"),
    "Unterminated string": ("引号没有成对", "补上结尾的引号。"),
    "Unclosed": ("括号没有成对", "补上结尾的括号。"),
    "Unescaped": ("反斜杠的用法不对", "写成两个反斜杠，或改用单引号。"),
    "Invalid date": ("没有这个日期或时刻", "核对年、月、日。"),
    "Invalid value": ("值的写法不对", "文字要用英文引号括起来，数字不加引号。"),
    "Invalid initial": ("键的写法不对", "键只用英文字母、数字、“_”、“-”。"),
    "Immense number": ("有大得离谱的整数", "找出位数过多的数，改成普通的数。"),
    "[<class 'decimal": ("有写不成数的数字", "找出写法过长或指数过大的数，改成普通的数。"),
    "Invalid statement": ("这一行的写法不对", "每行写成 键 = 值，说明文字前加 #。"),
}


def not_toml(file: str, error: Exception) -> Fault:
    """What keeps a file from being TOML, and the line where it was noticed."""
    message = str(error)
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    where = f"第 {found[1]} 行第 {found[2]} 列" if found else WHOLE_FILE
    where = "文件末尾" if "(at end of document)" in message else where
    other = ("写法不合 TOML 格式", "对照标准包格式说明检查此处和上一行。")
    saying = next((said for start, said in _SYNTAX.items() if message.startswith(start)), other)
    return Fault(file, where, *saying)


def told(place: Place, model: type[Entry], error: ValidationError) -> Iterator[Fault]:
    """Every fault that validation found in one table, in plain Chinese."""
    errors = error.errors(include_url=False)
    for one in errors:
        loc = one["loc"]
        # A list whose members are faulty is reported as too short as well: the members are the fault.
        faulty_within = any(
            len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in errors
        )
        last = str(loc[-1]) if loc else ""
        if last.startswith("literal[") or (one["type"] == "too_short" and faulty_within):
            continue
        inner, owner = _trace(model, loc)
        what, remedy = _say(one["type"], last, one.get("ctx", {}), owner)
        yield place.fault(inner, what + _shown(one["type"], one["input"]), remedy)


def _trace(model: type[Entry], loc: tuple[int | str, ...]) -> tuple[str, type[Entry]]:
    """The readable path of a pydantic location, and the model whose key is at fault.

    Pydantic puts the tag of a union into the location; people did not write it there.
    """
    path, owner = "", model
    within: tuple[type[Entry], ...] = (model,)
    for step in loc:
        if isinstance(step, int):
            path += f"[{step + 1}]"
            continue
        if len(within) > 1:
            within = tuple(one for one in within if step in get_args(one.model_fields["kind"].annotation))
            continue
        if not within:
            continue
        owner = within[0]
        path += f".{step}" if path else step
        within = _entries_in(owner.model_fields.get(step))
    return path, owner


def _entries_in(field: FieldInfo | None) -> tuple[type[Entry], ...]:
    """The models that a field's annotation names, at any depth."""
    waiting: list[Any] = [field.annotation] if field else []
    found: list[type[Entry]] = []
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, type) and not get_args(one) and issubclass(one, Entry):
            found.append(one)
        waiting.extend(get_args(one))
    return tuple(found)


_SAYINGS: Mapping[str, tuple[str, str]] = {
    "is_instance_of": ("应是数字", "直接写数，不加引号。"),
    "finite_number": ("不是可用的数", "写一个普通的数。"),
    "decimal_max_places": ("小数位数太多", "最多写 {decimal_places} 位小数。"),
    "int_type": ("应是整数", "直接写整数，不加引号，不带小数点。"),
    "greater_than": ("应大于 {gt}", "改为大于 {gt} 的数。"),
    "greater_than_equal": ("不能小于 {ge}", "改为不小于 {ge} 的数。"),
    "less_than_equal": ("不能大于 {le}", "改为不大于 {le} 的数。"),
    "bool_type": ("应是 true 或 false", "写 true（是）或 false（否），不加引号。"),
    "date_type": ("应是日期", "写成 2026-05-01 这样，不加引号。"),
    "string_type": ("应是文字", "把内容用引号括起来。"),
    "string_too_short": ("不能空着", "填上内容。"),
    "string_too_long": ("文字超过 {max_length} 字", "缩短到 {max_length} 字以内。"),
    "string_pattern_mismatch": (
        "编号的写法不对",
        "以字母或数字开头，只用字母、数字、“.”、“_”、“-”，不超过 64 个字符。",
    ),
    "tuple_type": ("应是列表", "写成 [ … ]，各条之间用逗号隔开。"),
    "too_short": ("至少要有 {min_length} 条", "补足到 {min_length} 条。"),
    "too_long": ("最多 {max_length} 条", "删减到 {max_length} 条以内。"),
    "model_type": ("应是一个表", "写成带键名的表，写法见标准包格式说明。"),
    "model_attributes_type": ("应是一个表", "写成 {{ 键 = 值 }}，写法见标准包格式说明。"),
}
_MISSING: Mapping[str, str] = {
    "basis": '补上 basis = [{ document = "文件名", clause = "第几条" }]；没有读到原文的条款写“条款待核”。',
    "status": '补上 status = "verified"（已对原文）、"unverified"（待核对）或 "project"（项目约定）。',
    "in_force": '补上 in_force = 施行日期，如 2026-05-01；不清楚的写 in_force = "待核"。',
    "kind": '补上 kind = "levels"（选档）、"deductions"（按次扣分）、"sum"（累加）或 "share"（按比例分段）。',
}
_ECHOED = {
    "enum",
    "literal_error",
    "union_tag_invalid",
    "string_pattern_mismatch",
    "string_type",
    "is_instance_of",
}
_ECHOED |= {"int_type", "bool_type", "date_type", "greater_than", "greater_than_equal", "less_than_equal"}


def _say(kind: str, key: str, context: Mapping[str, Any], owner: type[Entry]) -> tuple[str, str]:
    """What is wrong and what to do, for one kind of validation error."""
    if kind == "union_tag_not_found":
        kind, key = "missing", "kind"
    if kind == "missing":
        return f"缺少 {key}", _MISSING.get(key, f"补上 {key}，写法见标准包格式说明。")
    if kind == "extra_forbidden":
        return f"不认识的键 {key}", nearest(key, owner.model_fields)
    if kind in {"enum", "literal_error", "union_tag_invalid"}:
        allowed = re.findall(r"'([^']*)'", str(context.get("expected") or context.get("expected_tags")))
        return "不是可用的值", f"只能是：{'、'.join(allowed)}。"
    if kind == "date_type" and key == "date":
        return "应是日期或“待核”", '写成 2026-05-01 这样（不加引号），不清楚的写 "待核"。'
    what, remedy = _SAYINGS.get(kind, ("写法不对", "写法见标准包格式说明。"))
    return what.format(**context), remedy.format(**context)


def _shown(kind: str, value: object) -> str:
    """The value as written, where seeing it helps to find it."""
    if kind not in _ECHOED:
        return ""
    if isinstance(value, bool):
        return f"，现在写的是 {str(value).lower()}"
    if isinstance(value, str):
        return f"，现在写的是“{value[:20]}{'…' if len(value) > 20 else ''}”"
    number = isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite())
    return f"，现在写的是 {value}" if number else ""
