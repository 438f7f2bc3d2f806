"""How evidence is put into words: its size, its type, until when it proves, and what an answer lacks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app import wording
from app.core import proof
from app.core.dossier import Dossier
from app.core.evidence import Evidence

_MEDIA: Mapping[str, str] = {
    "image/jpeg": "JPEG 图片",
    "image/png": "PNG 图片",
    "image/gif": "GIF 图片",
    "image/tiff": "TIFF 图片",
    "image/heic": "HEIC 图片",
    "image/avif": "AVIF 图片",
    "application/pdf": "PDF",
    "text/plain": "文本",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word 文档",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel 工作簿",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint 演示文稿",
    "application/ofd": "OFD 版式文件",
    "application/x-ole": "旧版 Office 文档",
    "application/zip": "ZIP 压缩包",
    "application/vnd.rar": "RAR 压缩包",
    "application/x-7z-compressed": "7z 压缩包",
    "video/mp4": "MP4 视频",
    "video/quicktime": "MOV 视频",
}


def size(count: int) -> str:
    """So many bytes.

    >>> size(12), size(2048), size(3_500_000)
    ('12 字节', '2 KB', '3.3 MB')
    """
    if count < 1024:
        return f"{count} 字节"
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1048576:.1f} MB"


def media(kind: str) -> str:
    """What a file is, by its media type."""
    return _MEDIA.get(kind, "一般文件")


def state(one: Evidence, today: date, notice: int) -> str:
    """Whether a file is out of date, or will be within ``notice`` days; empty where it is neither.

    >>> one = Evidence(id="", park_id="", sha256="", name="", size=1, expires_on=date(2026, 11, 23))
    >>> state(one, date(2026, 11, 24), 90), state(one, date(2026, 11, 23), 90), state(one, date(2026, 8, 1), 90)
    ('已过期', '今天到期', '')
    """
    until = one.valid_until
    if until is None:
        return ""
    if one.lapsed(today):
        return "已过期"
    left = (until - today).days
    if not one.lapses_within(today, notice):
        return ""
    return f"{left} 天后到期" if left else "今天到期"


def about(one: Evidence, today: date, notice: int) -> str:
    """What a file is in one line, under its name."""
    until = one.valid_until
    said = state(one, today, notice)
    if said and not one.lapsed(today):
        return said
    dated = f"至 {wording.day(until)}" if until else wording.day(one.issued_on) if one.issued_on else ""
    return " · ".join(filter(None, (said or wording.name(one.kind), dated)))


def gap(dossier: Dossier, subject: str) -> str:
    """What is wrong with the proof of one answer; empty where nothing is."""
    files = dossier.evidence.get(subject, ())
    if any(one.lapsed(dossier.today) for one in files):
        return "佐证已过期" if all(one.lapsed(dossier.today) for one in files) else "部分佐证已过期"
    if subject not in proof.unproved(dossier):
        return ""
    return "满分但没有佐证" if subject.startswith("item/") else "判为满足但没有佐证"


def mistaken(name: str, one: str) -> str:
    """That a file is not what its name promised; ``one`` is its media type.

    >>> mistaken("现场.jpg", "application/pdf")
    '“现场.jpg”的扩展名与内容不符，按PDF保存'
    """
    return wording.tight(f"“{name}”的扩展名与内容不符，按 {media(one)} 保存")
