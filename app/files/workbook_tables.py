"""The tables that the rows of a workbook make, each knowing the cell of every key in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app import wording
from app.errors import Fault, UserError
from app.files import packs, packs_faults, workbook_cells, workbook_sheets, workbook_words
from app.files.workbook_form import FULL, KINDS, OWNER, PARTS_OF, Column, Sheet
from app.files.workbook_rows import Row

_OF_ITEM = {"deductions": ("floor",), "share": ("part", "whole")}
"""The keys that only one kind of scoring has, by kind."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: the sheet and its name in it."""

    sheet: str
    cell: str


@dataclass(frozen=True)
class CellPlace(packs_faults.Place):
    """Where a table stands in a workbook: every key of it has its cell."""

    spots: Mapping[str, Spot] = field(default_factory=dict, compare=False)

    def key(self, inner: str = "") -> str:
        """The cell of a key, with its sheet where that is another."""
        spot = self.spot(inner)
        return spot.cell if spot.sheet == self.file else f"“{spot.sheet}”的 {spot.cell}"

    def fault(self, inner: str, what: str, remedy: str) -> Fault:
        """A fault at the cell of a key, in words of the workbook."""
        spot = self.spot(inner)
        return Fault(spot.sheet, spot.cell, workbook_words.plain(what), workbook_words.plain(remedy))

    def spot(self, inner: str) -> Spot:
        """The cell of a key, or of the nearest around it."""
        while inner not in self.spots:
            around = re.match(r"(.+)(?:\.|\[)", inner)
            inner = around[1] if around else ""
        return self.spots[inner]


@dataclass
class _Table:
    """A table being put together."""

    row: Row
    raw: dict[str, Any] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    """What columns hold that are no keys of the table: the owner, and the full points as they were written."""

    def put(self, key: str, value: Any) -> None:
        """Set a dotted key."""
        *outer, last = key.split(".")
        inner = self.raw
        for name in outer:
            inner = inner.setdefault(name, {})
        inner[last] = value

    def spotted(self, key: str) -> Spot:
        """The cell of one of its columns."""
        return Spot(self.row.sheet.name, self.row.places[key])


@dataclass(frozen=True, slots=True)
class Made:
    """The tables with their places, and what is wrong with single cells and between sheets."""

    written: tuple[packs.Written, ...]
    faults: tuple[Fault, ...]
    excused: frozenset[Spot]
    """Cells that want rows which may stand in a sheet that could not be read."""


def make(rows: Mapping[str, Sequence[Row]], *, whole: bool = True) -> Made:
    """The tables of an edition from all the rows of its workbook.

    ``whole`` is whether every sheet could be read; if not, no row is missed that may stand in the others.
    """
    return _Maker(rows, whole).made()


class _Maker:
    """Puts the tables together sheet by sheet, and keeps every fault on the way."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], whole: bool) -> None:
        self._rows, self._whole = rows, whole
        self._faults: list[Fault] = []
        self._excused: set[Spot] = set()
        self._tables: dict[str, list[_Table]] = {}

    def made(self) -> Made:
        """All of it."""
        for sheet in workbook_sheets.SHEETS:
            rows = self._rows.get(sheet.name, ())
            self._tables[sheet.name] = [self._table(row) for row in (rows[:1] if sheet.alone else rows)]
            for again in rows[1:] if sheet.alone else ():
                what = "这张表只有一行，这是多出来的一行"
                self._fault(again.fault(sheet.columns[0].key, what, "只保留一行。"))
        for item in self._tables["评分项"]:
            self._score(item)
        for sheet in workbook_sheets.BELOW.values():
            self._hang(sheet)
        for item in self._tables["评分项"]:
            self._compare_full(item)
        return Made(tuple(self._written()), tuple(self._faults), frozenset(self._excused))

    def _table(self, row: Row) -> _Table:
        made = _Table(row)
        for column in row.sheet.columns:
            made.spots[column.key] = made.spotted(column.key)
            made.spots.setdefault(column.key.partition(".")[0], made.spotted(column.key))
            cell = row.cells.get(column.key)
            if cell is None:
                if column.required:
                    self._fault(row.fault(column.key, f"没有填“{column.head}”", _fill(column)))
                continue
            try:
                value = workbook_cells.parse(column, cell)
            except UserError as error:
                self._fault(row.fault(column.key, error.what, error.remedy))
                continue
            if column.key in (OWNER, FULL):
                made.extra[column.key] = value
            else:
                made.put(column.key, value)
        made.spots.setdefault("", made.spotted(row.sheet.columns[0].key))
        return made

    def _score(self, item: _Table) -> None:
        """Complete the scoring of an item: its full points, and what only its kind has."""
        kind = item.raw.get("scoring", {}).get("kind")
        item.spots["scoring.points"] = item.spots[FULL]
        if kind is None:
            return
        if kind in ("deductions", "sum"):
            if FULL in item.extra:
                item.put("scoring.points", item.extra[FULL])
            elif FULL not in item.row.cells:
                self._fault(
                    item.row.fault(FULL, f"没有填“满分”，“{KINDS[kind]}”的项要填", "填上这一项的满分。")
                )
        item.put(f"scoring.{PARTS_OF[kind]}", [])
        self._check_own(item, kind)

    def _check_own(self, item: _Table, kind: str) -> None:
        for owner, names in _OF_ITEM.items():
            for name in names:
                key = f"scoring.{name}"
                head = item.row.sheet.columns[item.row.sheet.column(key)].head
                if owner != kind and key in item.row.cells:
                    what = f"“{KINDS[kind]}”的项没有“{head}”"
                    self._fault(item.row.fault(key, what, f"清空这一格，或把计分方式改为“{KINDS[owner]}”。"))
                    item.raw["scoring"].pop(name, None)
                elif owner == kind == "share" and key not in item.row.cells:
                    what = f"没有填“{head}”，“{KINDS[kind]}”的项要填"
                    self._fault(item.row.fault(key, what, "填上数的是什么，如“已接入的企业数”。"))

    def _hang(self, sheet: Sheet) -> None:
        """Put the rows of a sheet under the tables that own them."""
        owner_sheet = sheet.columns[sheet.column(OWNER)].of
        owners = {table.raw.get("id"): table for table in reversed(self._tables[owner_sheet])}
        for below in self._tables[sheet.name]:
            name = below.extra.get(OWNER)
            owner = owners.get(name)
            if name is None or (owner is None and not self._whole):
                continue
            if owner is None:
                what = f"“{owner_sheet}”表里没有编号“{name}”"
                self._fault(below.row.fault(OWNER, what, f"改为“{owner_sheet}”表里的编号，或补上它。"))
            elif sheet.under == "gate":
                self._gate(owner, below)
            else:
                self._list(owner, below, sheet)
        if sheet.under != "gate":
            self._check_listed(sheet)

    def _gate(self, section: _Table, below: _Table) -> None:
        if "gate" in section.raw:
            self._fault(below.row.fault(OWNER, "这个方面已经有前置条件", "每个方面最多一条，合并成一条。"))
            return
        section.raw["gate"] = below.raw
        section.spots |= {f"gate.{key}": spot for key, spot in below.spots.items() if key} | {
            "gate": below.spots[""]
        }

    def _list(self, item: _Table, below: _Table, sheet: Sheet) -> None:
        kind = item.raw.get("scoring", {}).get("kind")
        if kind is None:
            return
        if PARTS_OF[kind] != sheet.under:
            what = f"“{below.extra[OWNER]}”是“{KINDS[kind]}”的项，不写在“{sheet.name}”表里"
            right = workbook_sheets.BELOW[PARTS_OF[kind]].name
            self._fault(below.row.fault(OWNER, what, f"移到“{right}”表，或改“评分项”表里的计分方式。"))
            return
        listed = item.raw["scoring"][sheet.under]
        listed.append(below.raw)
        at = f"scoring.{sheet.under}[{len(listed)}]"
        item.spots |= {f"{at}.{key}": spot for key, spot in below.spots.items() if key} | {
            at: below.spots[""]
        }

    def _check_listed(self, sheet: Sheet) -> None:
        for item in self._tables["评分项"]:
            if item.raw.get("scoring", {}).get(sheet.under) != []:
                continue
            if not self._whole:
                self._excused.add(item.spots["scoring.kind"])
            else:
                remedy = f"在“{sheet.name}”表补上它的各行，“评分项”一列写“{item.raw.get('id', '')}”。"
                self._fault(item.row.fault("scoring.kind", f"“{sheet.name}”表里没有这一项", remedy))

    def _compare_full(self, item: _Table) -> None:
        """Full points that follow from levels or steps are checked against what was written beside them."""
        scoring, written = item.raw.get("scoring", {}), item.extra.get(FULL)
        listed = scoring.get(PARTS_OF.get(scoring.get("kind", ""), ""), ())
        if scoring.get("kind") not in ("levels", "share") or written is None or not listed:
            return
        best = listed[-1].get("points")
        if best is not None and best != written:
            what = f"满分写的是 {wording.number(written)}，最高一档是 {wording.number(best)} 分"
            self._fault(item.row.fault(FULL, what, "核对满分和各档的分值，或清空这一格。"))

    def _written(self) -> Iterator[packs.Written]:
        for sheet in workbook_sheets.SHEETS:
            tables: Iterable[_Table] = () if sheet.under else self._tables[sheet.name]
            for position, made in enumerate(tables, 1):
                name = made.raw.get("id", "")
                number = 0 if sheet.alone else position
                place = CellPlace(sheet.name, sheet.table, number, name, made.spots)
                model = (packs.ALONE if sheet.alone else packs.LISTED)[sheet.table]
                yield place, model, made.raw

    def _fault(self, fault: Fault) -> None:
        self._faults.append(fault)


def _fill(column: Column) -> str:
    return f"{'' if column.choices else '填上'}{column.holds.value}。"
