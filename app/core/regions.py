"""Provinces, cities and counties by their GB/T 2260 codes; codes that are out of use lead to those that followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Level(StrEnum):
    """How high a region stands."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Region:
    """One name of one code, in use from the year ``since`` to before ``until`` (None: still)."""

    code: str
    name: str
    since: int
    until: int | None = None
    successors: tuple[str, ...] = ()
    """Codes of the regions that its land belongs to since ``until``."""

    @property
    def level(self) -> Level:
        """Which level it is of.

        >>> Region("370000", "山东省", 1981).level.value, Region("370100", "济南市", 1981).level.value
        ('province', 'city')
        """
        return level_of(self.code)


@dataclass(frozen=True)
class Regions:
    """All regions, in the order of their codes."""

    every: tuple[Region, ...]

    def latest(self, code: str) -> Region | None:
        """What the code means, or meant last; None for a code that never was one."""
        known = self._by_code.get(code)
        return known[-1] if known else None

    def present(self, code: str) -> tuple[Region, ...]:
        """The regions in use that a code stands for today: itself, or what it was merged into or split over."""
        found: dict[str, Region] = {}
        waiting, seen = [code], set[str]()
        while waiting:
            one = self.latest(waiting.pop(0))
            if one is None or one.code in seen:
                continue
            seen.add(one.code)
            if one.until is None:
                found[one.code] = one
            waiting += () if one.until is None else one.successors
        return tuple(found.values())

    def path(self, code: str) -> tuple[Region, ...]:
        """Province, city and county of a code in use or not, as far down as it goes; without gaps in between.

        A county right under its province (直辖) has no city above it.
        """
        own = self.latest(code)
        above = (self.latest(each) for each in _above(code))
        return (*(each for each in above if each), own) if own else ()

    def within(self, code: str, region: str) -> bool:
        """Whether what ``code`` stands for today lies in ``region`` (a code in use), or is it."""
        lead = region[: _DIGITS[level_of(region)]]
        return any(each.code.startswith(lead) for each in self.present(code))

    def below(self, code: str) -> tuple[Region, ...]:
        """The regions in use right below a province or a city; the provinces for an empty code."""
        return self._below.get(code, ())

    def called(self, name: str) -> tuple[Region, ...]:
        """The regions in use with this name; 鼓楼区 there are several."""
        return tuple(each for each in self.every if each.until is None and each.name == name)

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[Region, ...]]:
        found: dict[str, tuple[Region, ...]] = {}
        for each in sorted(self.every, key=lambda region: (region.code, region.since)):
            found[each.code] = (*found.get(each.code, ()), each)
        return found

    @cached_property
    def _below(self) -> Mapping[str, tuple[Region, ...]]:
        found: dict[str, list[Region]] = {}
        used = {each.code for each in self.every if each.until is None}
        for each in self.every:
            if each.until is None:
                above = [code for code in _above(each.code) if code in used]
                found.setdefault(above[-1] if above else "", []).append(each)
        return {code: tuple(regions) for code, regions in found.items()}


_DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6}


def level_of(code: str) -> Level:
    """The level that the digits of a code say."""
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.CITY if code.endswith("00") else Level.COUNTY


def code_fault(code: str, regions: Regions) -> str | None:
    """Why ``code`` is no region's code, or None if it is one or was one."""
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return "行政区划代码应为 6 位数字"
    return None if regions.latest(code) else "没有这个行政区划代码，请核对有无抄错"


def _above(code: str) -> Iterable[str]:
    """The codes of the levels above, from the top; some of them may not exist."""
    level = level_of(code)
    if level is not Level.PROVINCE:
        yield f"{code[:2]}0000"
    if level is Level.COUNTY:
        yield f"{code[:4]}00"
