"""A paper as PDF, in the layout of GB/T 9704-2012: composed in memory, then put in its place in one step."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import UserError, because
from app.reports import fonts, fonts_found
from app.reports.blocks import Document

Progress = Callable[[float, str], None]
"""Told how much is done (0 to 1) and what; may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper as bytes, with the names of its faces and the characters that none of them has."""

    data: bytes
    pages: int
    fonts: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A paper on disk; ``fonts`` are the faces in it, ``missing`` the characters shown as boxed codes."""

    path: Path
    pages: int
    fonts: tuple[str, ...]
    missing: tuple[str, ...] = ()


def _silent(done: float, what: str) -> None:
    """Tells nobody."""


def write(
    document: Document, path: Path, progress: Progress = _silent, *, faces: fonts.Faces | None = None
) -> Written:
    """Write the paper to ``path``.

    Raises ``UserError`` if it cannot be written there; then whatever was there before still is.
    """
    _named(path)
    return put(compose(document, progress, faces=faces), path, progress)


def put(composed: Composed, path: Path, progress: Progress = _silent) -> Written:
    """Write a composed paper to ``path``, whole or not at all; UserError as ``write``."""
    _named(path)
    progress(1.0, "正在写入文件")
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(composed.data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as fault:
        raise _cannot_write(path, fault) from fault
    finally:
        _forget(part)
    return Written(path, composed.pages, composed.fonts, composed.missing)


def _named(path: Path) -> None:
    if not path.name:
        raise UserError(f"“{path}”不是文件名。", "请写出文件名。")


def render(document: Document) -> bytes:
    """The paper as bytes, the same for the same document and faces."""
    return compose(document).data


def compose(
    document: Document, progress: Progress = _silent, *, faces: fonts.Faces | None = None
) -> Composed:
    """Set the paper and draw its pages."""
    from app.reports import pdf_blocks, pdf_flow, pdf_sheet, pdf_text

    progress(0.0, "正在排版")
    setter = pdf_text.Setter(faces or fonts.faces())
    note = pdf_sheet.note_lines(setter, document.edition_line)
    pages = pdf_flow.pages(pdf_blocks.slabs(document.blocks, setter)) or [pdf_flow.Page(pdf_sheet.UPRIGHT)]
    buffer = io.BytesIO()
    canvas = canvas_for(buffer, document, setter.faces)
    for number, page in enumerate(pages, 1):
        progress(number / (len(pages) + 1), f"正在输出第 {number} 页")
        sheet = pdf_sheet.Sheet(canvas, setter, page.area)
        page.draw(sheet)
        sheet.foot(number, note)
        canvas.showPage()
    canvas.save()
    used = tuple(face.name for face in setter.used)
    return Composed(buffer.getvalue(), len(pages), used, tuple(setter.missing))


def canvas_for(buffer: io.BytesIO, document: Document, faces: fonts.Faces) -> Any:
    """A canvas that carries the document's particulars and nothing of the clock."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    from app.reports import pdf_font

    rl_config.useA85 = 0  # text streams need not survive a seven-bit mail of 1995

    first = pdf_font.name_of(faces.by_role[fonts_found.Role.BODY])
    canvas = Canvas(
        buffer, invariant=1, pageCompression=1, lang="zh-CN", pdfVersion=(1, 4), initialFontName=first
    )
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setCreator("园评 ParkGrade")
    canvas.setDateFormatter(lambda *moment: f"D:{document.date:%Y%m%d}120000+08'00'")
    canvas.showOutline()
    return canvas


def _cannot_write(path: Path, fault: OSError) -> UserError:
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return UserError(f"没有文件夹“{path.parent}”。", "请先建立该文件夹，或换一个位置保存。")
    if isinstance(fault, IsADirectoryError):
        return UserError(f"“{path}”是一个文件夹。", "请写出文件名。")
    if isinstance(fault, PermissionError):
        return UserError(
            f"不能写入“{path}”。", "文件如已在其他程序中打开，请先关闭；或换一个有写入权限的位置保存。"
        )
    return UserError(f"不能写入“{path}”（{because(fault)}）。", "请检查磁盘剩余空间，或换一个位置保存。")


def _forget(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)
