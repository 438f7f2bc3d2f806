"""The rows of a sheet by column: headings found wherever they stand, and what keeps a row from being read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.errors import Fault
from app.files import workbook_sheets
from app.files.packs import MOST
from app.files.packs_faults import nearest
from app.files.workbook_cells import Cell
from app.files.workbook_form import ASIDE, GUIDE, Sheet
from app.files.workbook_open import Position, RawSheet

WHOLE_SHEET = "整张表"
_DEEPEST_HEAD = 10
"""The last row in which headings are looked for; people put a title above them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet; ``places`` says of every column where its cell is, or where its heading should be."""

    sheet: Sheet
    line: int
    cells: Mapping[str, Cell]
    places: Mapping[str, str]

    def fault(self, key: str, what: str, remedy: str) -> Fault:
        """A fault at one of its cells."""
        return Fault(self.sheet.name, self.places[key], what.rstrip("。"), remedy)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All rows of a workbook by sheet, and what is wrong with its sheets and headings."""

    rows: Mapping[str, tuple[Row, ...]]
    faults: tuple[Fault, ...]


def gather(found: Iterable[RawSheet]) -> Gathered:
    """Every row of the sheets that make an edition, and each fault of sheets and headings."""
    rows: dict[str, tuple[Row, ...]] = {}
    faults: list[Fault] = []
    for raw in found:
        name = unicodedata.normalize("NFKC", raw.name).strip()
        sheet = workbook_sheets.NAMED.get(name)
        if sheet is None:
            faults.extend(_stranger(raw, name))
            continue
        read = tuple(_rows(raw, sheet))
        rows[name] = tuple(one for one in read if isinstance(one, Row))
        faults.extend(one for one in read if isinstance(one, Fault))
    if workbook_sheets.SHEETS[0].name not in rows:
        remedy = "标准包的封面写在这张表里；请从导出的模板开始填写。"
        faults.append(Fault(workbook_sheets.SHEETS[0].name, WHOLE_SHEET, "没有这张工作表", remedy))
    return Gathered(rows, tuple(faults))


def _stranger(raw: RawSheet, name: str) -> Iterator[Fault]:
    if name.startswith((ASIDE, GUIDE)) or not raw.cells:
        return
    remedy = nearest(name, workbook_sheets.NAMED).removesuffix("。")
    remedy = f"{remedy}。自己的备注请放在以“{ASIDE}”开头的表里。"
    yield Fault(raw.name[:31], WHOLE_SHEET, "不认识这张工作表", remedy.replace("？。", "？"))


def _rows(raw: RawSheet, sheet: Sheet) -> Iterator[Row | Fault]:
    if not raw.cells:
        return
    if raw.hidden:
        remedy = "请取消隐藏，核对内容后再导入；不用的请删去。"
        yield Fault(sheet.name, WHOLE_SHEET, "这张表被隐藏了，里面有内容", remedy)
    top = _head_line(raw, sheet)
    if top is None:
        remedy = f"表头写在第 1 行：{'、'.join(column.head for column in sheet.columns)}。"
        yield Fault(sheet.name, "第 1 行", "没有找到表头", remedy)
        return
    heads = {column: cell for (line, column), cell in raw.cells.items() if line == top}
    yield from _head_faults(sheet, top, heads)
    known = _known(sheet, heads)
    cells, merged = _unmerged(raw, top)
    yield from (Fault(sheet.name, place, *_MERGED) for place in merged)
    yield from _body(sheet, top, known, heads, cells)


_MERGED = ("合并了几列的单元格，不知道属于哪一列", "取消合并，把内容写在它所属的那一列。")


def _body(
    sheet: Sheet,
    top: int,
    known: Mapping[str, int],
    heads: Mapping[int, Cell],
    cells: Mapping[Position, Cell],
) -> Iterator[Row | Fault]:
    """The rows below the headings in which something stands."""
    lines: dict[int, dict[int, Cell]] = {}
    for (line, column), cell in cells.items():
        if line > top:
            lines.setdefault(line, {})[column] = cell
    if len(lines) > MOST:
        yield Fault(
            sheet.name,
            WHOLE_SHEET,
            f"有 {len(lines)} 行，多得不像标准包",
            "请核对是否选错文件，或删去多余的行。",
        )
        return
    missing = f"第 {top} 行"
    for line in sorted(lines):
        found = lines[line]
        for column in sorted(found.keys() - heads.keys()):
            yield Fault(sheet.name, ref(line, column), "这一格不在任何一列里", "移到所属的列，或删去。")
        mine = {key: found[at] for key, at in known.items() if at in found}
        first = ref(line, min(known.values()))
        absent = {column.key: missing if column.required else first for column in sheet.columns}
        if mine:
            places = {key: ref(line, at) for key, at in known.items()}
            yield Row(sheet, line, mine, absent | places)


def _head_line(raw: RawSheet, sheet: Sheet) -> int | None:
    """The row with the most headings of this sheet; None where no row has two."""
    heads = {_plain(column.head) for column in sheet.columns}
    found = Counter(
        line for (line, _), cell in raw.cells.items() if line <= _DEEPEST_HEAD and _head(cell) in heads
    )
    best = max(found, key=lambda line: (found[line], -line), default=None)
    return best if best is not None and found[best] > 1 else None


def _known(sheet: Sheet, heads: Mapping[int, Cell]) -> dict[str, int]:
    """The place of each column of the sheet that has a heading; of two with one heading, the first."""
    by_head = {_plain(column.head): column.key for column in sheet.columns}
    found: dict[str, int] = {}
    for at in sorted(heads):
        key = by_head.get(_head(heads[at]))
        if key is not None:
            found.setdefault(key, at)
    return found


def _head_faults(sheet: Sheet, top: int, heads: Mapping[int, Cell]) -> Iterator[Fault]:
    names = {_plain(column.head): column.head for column in sheet.columns}
    seen: set[str] = set()
    for at in sorted(heads):
        head, shown = _head(heads[at]), str(heads[at].value)[:20]
        if head in seen:
            yield Fault(sheet.name, ref(top, at), f"“{names[head]}”这一列写了两次", "删去多余的一列。")
        elif head in names:
            seen.add(head)
        elif not head.startswith(ASIDE):
            remedy = nearest(head, names.values())
            yield Fault(sheet.name, ref(top, at), f"不认识的列“{shown}”", remedy)
    for column in sheet.columns:
        if column.required and _plain(column.head) not in seen:
            what = f"缺少“{column.head}”这一列"
            yield Fault(sheet.name, f"第 {top} 行", what, "补上这一列，表头照模板写。")


def _unmerged(raw: RawSheet, top: int) -> tuple[Mapping[Position, Cell], tuple[str, ...]]:
    """The cells with each that is merged downward repeated; and where several columns are merged."""
    cells, across = dict(raw.cells), []
    for first, left, last, right in raw.merged:
        if last <= top or (first, left) not in cells:
            continue
        if left != right:
            across.append(ref(first, left))
        elif last - first < MOST:
            cells |= {(line, left): cells[first, left] for line in range(first, last + 1)}
    return cells, tuple(across)


def ref(line: int, column: int) -> str:
    """The name of a cell.

    >>> ref(12, 6), ref(1, 28)
    ('F12', 'AB1')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line}"


def _head(cell: Cell) -> str:
    return _plain(str(cell.value))


def _plain(head: str) -> str:
    """A heading without its star, its spaces, and what stands in brackets."""
    text = "".join(unicodedata.normalize("NFKC", head).split()).rstrip("*")
    return re.sub(r"\(.*\)$", "", text)
