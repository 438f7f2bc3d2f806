"""What the store as a whole wants of its evidence: how photos are kept, how large files may be, when to warn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import UserError
from app.files import evidence_files, evidence_intake, photos
from app.services import stores
from app.services.stores import Change, Store
from models.people import Setting

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``longest`` in pixels, 0 for as taken; ``limit`` in MB; ``notice`` in days before a file lapses."""

    longest: int = photos.LONGEST
    keep_camera: bool = False
    limit: int = evidence_files.LIMIT // _MB
    notice: int = 90

    @property
    def wishes(self) -> evidence_intake.Wishes:
        """What taking a file in needs to know."""
        return evidence_intake.Wishes(self.longest, self.keep_camera, self.limit * _MB)


NAMES: Mapping[str, str] = {
    "longest": "照片最长边（像素）",
    "keep_camera": "保留照片的拍摄地点和相机信息",
    "limit": "单个文件上限（MB）",
    "notice": "到期前多少天提醒",
}
_RANGES = {"longest": (640, 20_000), "limit": (1, 4000), "notice": (1, 1000)}


def read(store: Store) -> Settings:
    """What is set, with what holds where nothing is."""
    with stores.read(store) as records:
        return _read(records)


def fault(name: str, value: object) -> str | None:
    """What is wrong with a value of the setting ``name``, in Chinese; None if it may stand.

    >>> fault("longest", 0), fault("limit", 0)
    (None, '应在 1 到 4000 之间')
    """
    if name == "keep_camera":
        return None if isinstance(value, bool) else "应为是或否"
    low, high = _RANGES[name]
    if type(value) is int and (low <= value <= high or (name == "longest" and value == 0)):
        return None
    return f"应在 {low} 到 {high} 之间{'，或填 0 保留原大小' if name == 'longest' else ''}"


def change(store: Store, who: str, name: str, value: int | bool) -> Change | None:
    """Change one setting of the store, for all who work with it."""
    if wrong := fault(name, value):
        raise UserError(f"{NAMES[name]}：{wrong}。", "请改正后再保存，原来的设置没有变。")
    with stores.begin(store, who, f"修改设置 {NAMES[name]}") as records:
        row = records.get(Setting, _key(name))
        if row is None:
            records.add(Setting(key=_key(name), value=str(int(value))))
        else:
            row.value = str(int(value))
    return records.change


def _key(name: str) -> str:
    return f"evidence.{name}"


def _read(records: Session) -> Settings:
    found = {name: records.get(Setting, _key(name)) for name in NAMES}
    numbers = {name: int(row.value) for name, row in found.items() if row is not None and row.value.isdigit()}
    sound = {
        name: number for name, number in numbers.items() if name not in _RANGES or not fault(name, number)
    }
    keep = bool(sound.pop("keep_camera", False))
    return Settings(keep_camera=keep, **sound)
