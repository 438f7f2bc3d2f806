"""Editions made from the one with every kind, changed as a ministry or a county would change it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from app.core.standard import Standard
from app.files import packs, packs_write

ALL_KINDS = Path(__file__).parents[1] / "editions" / "all-kinds"

Change = Callable[[dict[str, Any]], object]


@cache
def first() -> Standard:
    return packs.load(ALL_KINDS)


def edition(*changes: Change, **face: Any) -> Standard:
    """The edition after each change to its tables; ``face`` replaces fields of its face."""
    tables = packs_write.tables(first())
    tables["edition"] |= face
    for change in changes:
        change(tables)
    return packs.loads(packs_write.files(tables))


def second() -> Standard:
    """The next edition: two texts reworded, one item's levels and one veto's effect changed, one new, one retired."""

    def change(tables: dict[str, Any]) -> None:
        items = {item["id"]: item for item in tables["item"]}
        items["K02"]["text"] = "按期完成整体性安全风险评估并备案。"
        items["K03"]["scoring"]["levels"][2]["points"] = 2
        items["K08"] |= {"id": "K09", "number": 9, "text": "应急值守制度落实。"}
        tables["checkpoint"][0]["text"] = "总体规划经有权机关批准。"
        tables["veto"][1]["effect"] = "B"

    return edition(change, id="all-kinds-2", title="测试标准第二版", version="2", supersedes="all-kinds")
