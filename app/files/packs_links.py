"""What a link between an item and checkpoints owes the edition it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.entries import Levels
from app.core.standard import Edition, Item, Link
from app.errors import Fault
from app.files.packs_faults import Draft, Place


def check(draft: Draft) -> Iterator[Fault]:
    """Every fault of the links; checkpoints of another edition are compared where both are at hand."""
    yield from _doubled(draft)
    items = {item.id: item for _, item in draft.of(Item)}
    for place, link in draft.of(Link):
        if link.item in items and link.says is not None:
            yield from _says(place, link, items[link.item])
    if draft.whole:
        yield from _unknown(draft)


def _doubled(draft: Draft) -> Iterator[Fault]:
    """An item and a checkpoint are linked once."""
    seen: dict[tuple[str, str], Place] = {}
    for place, link in draft.of(Link):
        for position, point in enumerate(link.checkpoints, 1):
            first = seen.setdefault((link.item, point), place)
            where = f"checkpoints[{position}]"
            if first is place and link.checkpoints.index(point) + 1 == position:
                continue
            what = f"“{link.item}”与“{point}”重复关联，{first.file} 的 {first.key()} 已经写了"
            yield place.fault(where, what, "删去其中一处。")


def _says(place: Place, link: Link, item: Item) -> Iterator[Fault]:
    """One word for each level of the item."""
    said = len(link.says or ())
    if not isinstance(item.scoring, Levels):
        yield place.fault("says", f"“{item.id}”不是选档项", "删去 says；满分即满足，零分即不满足。")
    elif said != len(item.scoring.levels):
        what = f"写了 {said} 个，而“{item.id}”有 {len(item.scoring.levels)} 档"
        yield place.fault("says", what, "从最低档起，每档写一个。")


def _unknown(draft: Draft) -> Iterator[Fault]:
    items = {placed.place.id for placed in draft.at("item")}
    points = {placed.place.id for placed in draft.at("checkpoint")}
    elsewhere = any(edition.ten_two for _, edition in draft.of(Edition))
    for place, link in draft.of(Link):
        if link.item not in items:
            yield place.fault(
                "item", f"没有 id 为“{link.item}”的 [[item]]", "改为已有的 [[item]] 的 id，或删去这个关联。"
            )
        for position, point in enumerate(link.checkpoints, 1):
            if point not in points and not elsewhere:
                remedy = (
                    "改为已有的 [[checkpoint]] 的 id；检查点在另一个标准包的，在 [edition] 写明 ten_two。"
                )
                yield place.fault(f"checkpoints[{position}]", f"没有 id 为“{point}”的 [[checkpoint]]", remedy)
