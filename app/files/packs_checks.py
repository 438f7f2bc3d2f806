"""What an edition's entries owe each other: ids, references, order of points, bands without gaps.

Ids, numbers and references are compared as written, so that a fault elsewhere in an entry hides nothing;
everything else is compared where the entry, or the part of it that matters, is valid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain, pairwise
from typing import assert_never

from app import wording
from app.core.entries import Deductions, Grade, Levels, Share, Sum
from app.core.standard import Band, Edition, Item, Section, Veto
from app.errors import Fault
from app.files import packs_links
from app.files.packs_faults import Draft, Place

WHOLE_PACK = "标准包"


def check(draft: Draft) -> Iterator[Fault]:
    """Every fault between the entries of an edition, and within their rules."""
    yield from _ids(draft)
    yield from _numbers(draft)
    for place, item in draft.of(Item):
        yield from _scoring(place, item)
    yield from _bands(draft)
    yield from _minimums(draft)
    yield from _caps(draft)
    yield from _own_name(draft)
    yield from _alone(draft)
    yield from packs_links.check(draft)
    if draft.whole:
        yield from _references(draft)
        yield from _lacking(draft)


def _ids(draft: Draft) -> Iterator[Fault]:
    """Ids are unique in the edition; the edition's own id lives among editions and may recur."""
    seen: dict[str, tuple[Place, str]] = {}
    named = ((placed.place, "id", placed.raw.get("id")) for placed in draft.placed)
    gates = ((placed.place, "gate.id", placed.raw.get("gate")) for placed in draft.at("section"))
    of_gates = ((place, inner, gate.get("id")) for place, inner, gate in gates if isinstance(gate, dict))
    for place, inner, name in chain(named, of_gates):
        if not isinstance(name, str) or place.table == "edition":
            continue
        if name in seen:
            first, where = seen[name]
            what = f"编号“{name}”重复，{first.file} 的 {first.key(where)} 已经用了"
            yield place.fault(inner, what, "改成全标准包里没有用过的编号。")
        seen.setdefault(name, (place, inner))


def _numbers(draft: Draft) -> Iterator[Fault]:
    """Items are numbered once in the edition, lines once among their kind."""
    seen: dict[tuple[str, str, int], Place] = {}
    for placed in (*draft.at("item"), *draft.at("line")):
        place, number = placed.place, placed.raw.get("number")
        if type(number) is not int:
            continue
        kind = str(placed.raw.get("kind", "")) if place.table == "line" else ""
        first = seen.setdefault((place.table, kind, number), place)
        if first is not place:
            what = f"序号 {number} 重复，{first.file} 的 {first.key()} 已经用了"
            yield place.fault("number", what, "改成没有用过的序号。")


def _scoring(place: Place, item: Item) -> Iterator[Fault]:
    match item.scoring:
        case Levels(levels=levels):
            yield from _rising(place, "levels", "points", [level.points for level in levels])
        case Share() as share:
            yield from _share(place, share)
        case Deductions() as deductions:
            yield from _deductions(place, deductions)
        case Sum() as parts:
            yield from _sum(place, parts)
        case _:
            assert_never(item.scoring)


def _rising(place: Place, of: str, key: str, values: Sequence[Decimal]) -> Iterator[Fault]:
    for position, (before, after) in enumerate(pairwise(values), 2):
        if after <= before:
            what = f"应逐条升高，{after} 没有高于前一条的 {before}"
            yield place.fault(f"scoring.{of}[{position}].{key}", what, f"按 {key} 从小到大排列，不要重复。")


def _share(place: Place, share: Share) -> Iterator[Fault]:
    if share.steps[0].at_least != 0:
        what = f"第一段应从 0 开始，现在从 {share.steps[0].at_least} 开始"
        yield place.fault("scoring.steps[1].at_least", what, "在最前面补上 at_least = 0 的一段。")
    yield from _rising(place, "steps", "at_least", [step.at_least for step in share.steps])
    yield from _rising(place, "steps", "points", [step.points for step in share.steps])


def _deductions(place: Place, scoring: Deductions) -> Iterator[Fault]:
    yield from _worth(place, scoring)
    if scoring.floor >= scoring.points > 0:
        what = f"底分 {scoring.floor} 不低于满分 {scoring.points}，无分可扣"
        yield place.fault("scoring.floor", what, "底分应低于满分；没有底分的删去 floor。")
    yield from _unique(place, "deductions", [deduction.id for deduction in scoring.deductions])
    for position, deduction in enumerate(scoring.deductions, 1):
        if deduction.limit is not None and deduction.limit < deduction.points:
            what = f"最多扣 {deduction.limit} 分，比扣一次的 {deduction.points} 分还少"
            inner = f"scoring.deductions[{position}].limit"
            yield place.fault(inner, what, "limit 至少等于扣一次的分；不设上限的删去 limit。")


def _sum(place: Place, scoring: Sum) -> Iterator[Fault]:
    reach = sum((part.points * part.most for part in scoring.parts), Decimal(0))
    yield from _worth(place, scoring)
    if reach < scoring.points:
        what = f"各部分合计最多 {wording.number(reach)} 分，达不到满分 {scoring.points}"
        yield place.fault("scoring.parts", what, "核对各部分的 points 和 most，或改满分 points。")
    yield from _unique(place, "parts", [part.id for part in scoring.parts])
    for position, part in enumerate(scoring.parts, 1):
        if part.points > scoring.points:
            what = f"这一部分 {part.points} 分，超过满分 {scoring.points}"
            yield place.fault(f"scoring.parts[{position}].points", what, "核对这一部分的分值和满分 points。")


def _worth(place: Place, scoring: Deductions | Sum) -> Iterator[Fault]:
    if scoring.points == 0:
        yield place.fault("scoring.points", "满分是 0", "写上这一项的满分。")


def _unique(place: Place, of: str, ids: Sequence[str]) -> Iterator[Fault]:
    for position, name in enumerate(ids, 1):
        first = ids.index(name) + 1
        if first < position:
            what = f"编号“{name}”重复，{place.key(f'scoring.{of}[{first}].id')} 已经用了"
            yield place.fault(f"scoring.{of}[{position}].id", what, "改成本项里没有用过的编号。")


def _bands(draft: Draft) -> Iterator[Fault]:
    bands = draft.of(Band)
    if not bands or len(bands) < len(draft.at("band")):
        return
    if [band.grade for _, band in bands] != list(Grade):
        if draft.whole:
            given = "、".join(band.grade for _, band in bands)
            what = f"等级应是 A、B、C、D 各一个，依次排列，现在是 {given}"
            yield bands[0][0].fault("grade", what, "补齐四个等级，从 A 排到 D，不要重复。")
        return
    if bands[0][1].at_least != 0:
        yield bands[0][0].fault("at_least", "A 级应从 0 分开始", "改为 at_least = 0。")
    for lower, upper in pairwise(bands):
        yield from _border(*lower, *upper)
    place, best = bands[-1]
    if best.below is not None:
        yield place.fault("below", "D 级不设上限", "删去这一个 below。")


def _border(place: Place, band: Band, place_above: Place, above: Band) -> Iterator[Fault]:
    """The border between a band and the one above it."""
    if above.at_least <= band.at_least:
        what = f"{above.grade} 级的起点 {above.at_least} 不高于 {band.grade} 级的起点 {band.at_least}"
        yield place_above.fault("at_least", what, "等级越高，at_least 应越大。")
    elif band.below is None:
        yield place.fault("below", "缺少 below", f"补上 below = {above.at_least}。")
    elif band.below < above.at_least:
        what = f"{band.below} 分到 {above.at_least} 分之间没有等级"
        yield place.fault("below", what, f"{band.grade} 级的 below 和 {above.grade} 级的 at_least 应相等。")
    elif band.below > above.at_least:
        what = f"{above.at_least} 分到 {band.below} 分之间有两个等级"
        yield place.fault("below", what, f"{band.grade} 级的 below 和 {above.grade} 级的 at_least 应相等。")


def _minimums(draft: Draft) -> Iterator[Fault]:
    """A minimum is given in one of two ways, and can be reached."""
    scored = dict(draft.of(Item))
    for place, section in draft.of(Section):
        minimum = section.minimum
        if minimum is None:
            continue
        if (minimum.points is None) == (minimum.percent is None):
            yield place.fault(
                "minimum", "应在 points 和 percent 中写一个", "只写分数 points 或百分比 percent。"
            )
            continue
        written = [placed.place for placed in draft.at("item") if placed.raw.get("section") == place.id]
        if minimum.points is None or not written or any(one not in scored for one in written):
            continue
        full = sum((scored[one].full for one in written), Fraction(0))
        if minimum.points > full and draft.whole:
            what = f"最低分 {minimum.points} 超过本方面满分 {wording.points(full)}"
            yield place.fault("minimum.points", what, "核对最低分和本方面各项的满分。")


def _caps(draft: Draft) -> Iterator[Fault]:
    """D is the best grade: «at best D» would be a rule that never does anything."""
    remedy = "写 A、B 或 C（D 是最好的等级）。"
    for place, veto in draft.of(Veto):
        if veto.effect is Grade.D:
            yield place.fault("effect", "否决后最高评 D 级，等于没有否决", remedy)
    for place, section in draft.of(Section):
        if section.minimum and section.minimum.cap is Grade.D:
            yield place.fault("minimum.cap", "不够最低分时最高评 D 级，等于没有限制", remedy)


def _own_name(draft: Draft) -> Iterator[Fault]:
    for place, edition in draft.of(Edition):
        for key, other in (("ten_two", edition.ten_two), ("supersedes", edition.supersedes)):
            if other and other == place.id:
                yield place.fault(key, "写的是本标准包自己", "写另一个标准包的 id，或删去。")
        if edition.ten_two and draft.at("line"):
            what = "既指定了另一个标准包的十有两禁，自己又有 [[line]]"
            yield place.fault("ten_two", what, "两处只留一处，否则自己的 [[line]] 不会被评判。")


def _alone(draft: Draft) -> Iterator[Fault]:
    for table in ("edition", "ten_two"):
        for again in draft.at(table)[1:]:
            first = draft.at(table)[0].place
            what = f"[{table}] 出现两次，{first.file} 里已经有了"
            yield again.place.fault("", what, "只保留一个。")


def _references(draft: Draft) -> Iterator[Fault]:
    for table, key, target in (("item", "section", "section"), ("checkpoint", "line", "line")):
        known = [placed.place.id for placed in draft.at(target)]
        for placed in draft.at(table):
            name = placed.raw.get(key)
            if isinstance(name, str) and name not in known:
                remedy = f"改为已有的 [[{target}]] 的 id，或补上这个 [[{target}]]。"
                yield placed.place.fault(key, f"没有 id 为“{name}”的 [[{target}]]", remedy)
        used = [placed.raw.get(key) for placed in draft.at(table)]
        for placed in draft.at(target):
            if placed.place.id and placed.place.id not in used:
                what = f"没有任何 [[{table}]] 属于它"
                yield placed.place.fault(
                    "", what, f'补上 {key} = "{placed.place.id}" 的 [[{table}]]，或删去它。'
                )


def _lacking(draft: Draft) -> Iterator[Fault]:
    """What an edition must have to be judged by."""
    judged = [placed for placed in draft.at("line") if placed.raw.get("kind") in ("have", "ban")]
    if not draft.at("edition"):
        yield Fault(
            WHOLE_PACK, "edition", "缺少 [edition]", "补上 [edition] 表，写明 id、title、version 等。"
        )
    if not draft.at("item") and not draft.at("line"):
        remedy = "补上 [[item]] 或 [[line]]。"
        yield Fault(WHOLE_PACK, "item", "既没有 [[item]] 也没有 [[line]]，没有可评的内容", remedy)
    if draft.at("item") and not draft.at("band"):
        yield Fault(
            WHOLE_PACK, "band", "有 [[item]] 而没有 [[band]]，评不出等级", "补上 A 到 D 四个 [[band]]。"
        )
    if judged and not draft.at("ten_two"):
        what = "有十有两禁的 [[line]] 而没有 [ten_two]，不知道怎样评判"
        yield Fault(WHOLE_PACK, "ten_two", what, "补上 [ten_two]，写明 basic_percent、needed_for 等。")
