"""Whether the parts of a package agree: with its manifest, and with each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from app.core import package as forms
from app.core.package import Manifest, Told, Written
from app.files import package_faults as faults

Records = Mapping[str, tuple[Written, ...]]


def listed(manifest: Manifest, sizes: Mapping[str, int]) -> None:
    """Unfit where the zip holds other files than its manifest lists, or of another size."""
    names = [part.name for part in manifest.parts]
    if not _rising(names):
        raise faults.improper("清单的次序")
    held = sizes.keys() - {forms.MANIFEST, forms.SIGNATURE}
    if missing := set(names) - held:
        raise faults.damaged(f"缺少 {min(missing)}")
    if extra := held - set(names):
        raise faults.improper(f"多出清单上没有的 {min(extra)}")
    if forms.VERSIONS not in held:
        raise faults.improper(f"缺少 {forms.VERSIONS}")
    for part in manifest.parts:
        if sizes[part.name] != part.size:
            raise faults.damaged(f"{part.name} 的大小")
        if part.name.startswith("evidence/") and part.name[9:] != part.sha256:
            raise faults.improper(f"{part.name} 的名称")


def agreeing(
    manifest: Manifest,
    records: Records,
    versions: Mapping[str, Told],
    editions: Collection[str],
) -> None:
    """Unfit where counts, lines or editions are not what the manifest says."""
    if {table: len(rows) for table, rows in records.items()} != manifest.counts:
        raise faults.improper("记录数")
    if sum(manifest.counts.values()) > forms.MOST_RECORDS:
        raise faults.too_large("记录数")
    if [edition.checksum for edition in manifest.editions] != sorted(editions):
        raise faults.improper("标准包")
    seen = frozenset(_seen(records))
    if seen != versions.keys():
        raise faults.improper("修改的来历")
    if manifest.base != max(seen, default=None):
        raise faults.improper("最后的修改")


def _seen(records: Records) -> Iterator[str]:
    """Every version in a line; Unfit where keys or lines are out of order, or a record says what its line lacks."""
    for table, rows in records.items():
        if not _rising([row.key for row in rows]):
            raise faults.improper(f"{table} 的次序")
        for row in rows:
            if not _sound(row):
                raise faults.improper(f"{table}/{row.key} 的来历")
            yield from row.seen


def _sound(row: Written) -> bool:
    """Whether a record holds only what its line has seen."""
    line = set(row.seen)
    if not line >= row.held.keys() | row.removed.keys() or not _rising(row.seen):
        return False
    return all(_rising(ended) and line.issuperset(ended) for ended in row.removed.values())


def _rising(found: Collection[str]) -> bool:
    """Whether each comes after the one before, so that none comes twice."""
    return all(one < other for one, other in pairwise(found))
