"""The paper as a file: whole or not there, the same each time, readable by others."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from app.errors import Stopped, UserError
from app.reports import fonts, pdf
from app.reports.blocks import Annex, Heading, Paragraph, Title
from tests.reports import boxfont, paper

RARE = "氯化𬭩与䓖、堃；个人风险3×10⁻⁷/年，H₂S；Park Committee 12.5% of 3,000 items."
BLOCKS = (
    Title("示例方案"),
    Heading(1, "一、概况"),
    Heading(2, "（一）位置"),
    Paragraph(RARE),
    Heading(1, "二、任务"),
    Paragraph("文"),
    Annex("清单", 1),
    Heading(1, "一、总表"),
    Paragraph("文"),
)
DOCUMENT = paper.document(*BLOCKS)


def _read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def test_the_same_paper_has_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    script = (
        "import sys; from tests.reports import paper, test_pdf_file as t; from app.reports import pdf;"
        "sys.stdout.buffer.write(pdf.compose(t.DOCUMENT, faces=paper.OPEN).data)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == paper.composed(*BLOCKS).data


def test_headings_and_annexes_are_bookmarks_with_their_levels() -> None:
    def titles(outline: Any) -> list[object]:
        return [titles(entry) if isinstance(entry, list) else entry["/Title"] for entry in outline]

    assert titles(_read(paper.composed(*BLOCKS).data).outline) == [
        "一、概况",
        ["（一）位置"],
        "二、任务",
        "附件1　清单",
        ["一、总表"],
    ]


def test_a_bookmark_leads_to_its_page() -> None:
    reader = _read(paper.composed(*BLOCKS).data)
    assert [
        reader.get_destination_page_number(entry) for entry in reader.outline if not isinstance(entry, list)
    ] == [0, 0, 1]


def test_the_file_says_what_it_is() -> None:
    reader = _read(paper.composed(*BLOCKS).data)
    said = reader.metadata
    assert said is not None
    assert (said.title, said.author, said.subject) == ("示例方案", "示例管委会", "一园一策")
    assert said.creation_date is not None
    assert said.creation_date.date() == DOCUMENT.date
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"


def test_every_face_is_embedded_as_a_subset() -> None:
    reader = _read(paper.composed(*BLOCKS).data)
    seen = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & descriptor.keys()
            tag, plus, name = inner["/BaseFont"][1:].partition("+")
            assert (len(tag), plus) == (6, "+")
            seen.add(name)
    assert seen == {"NotoSerifSC-Regular", "NotoSansSC-Regular"}


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="poppler is not installed")
def test_poppler_finds_every_font_embedded(tmp_path: Path) -> None:
    boxfont.make(tmp_path / "simfang.ttf", "Box")
    pdf.write(DOCUMENT, tmp_path / "a.pdf", faces=fonts.faces((tmp_path,)))
    shown = subprocess.run(["pdffonts", tmp_path / "a.pdf"], capture_output=True, text=True, check=True)
    rows = [line.split() for line in shown.stdout.splitlines()[2:]]
    assert {row[0].split("+")[1] for row in rows} == {"Box", "NotoSerifSC-Regular", "NotoSansSC-Regular"}
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)
    assert not shown.stderr


def test_rare_characters_can_be_read_back() -> None:
    text = _read(paper.composed(*BLOCKS).data).pages[0].extract_text().replace("\n", "")
    assert RARE.replace(" ", "") in text.replace(" ", "")
    assert paper.composed(*BLOCKS).missing == ()


def test_characters_of_a_truetype_face_can_be_read_back(tmp_path: Path) -> None:
    boxfont.make(tmp_path / "simfang.ttf", "Box")
    composed = pdf.compose(paper.document(Paragraph("国章仿宋𬭩")), faces=fonts.faces((tmp_path,)))
    assert "国章仿宋𬭩" in _read(composed.data).pages[0].extract_text()
    assert composed.fonts[-2:] == ("Box", "NotoSerifSC-Regular")


def test_a_character_that_no_face_has_is_shown_as_its_code_and_reported() -> None:
    composed = paper.composed(Paragraph("字\U0001f600字A\ua66e"))
    assert composed.missing == ("\U0001f600", "\ua66e")
    page = paper.read(composed.data)[0]
    assert len(page.rects) == 2
    small = "".join(char["text"] for char in page.chars if char["size"] < 8)
    assert small == "1F600A66E"


def test_a_lone_half_of_a_character_is_no_error() -> None:
    assert paper.composed(Paragraph("字\ud83d字")).missing == ("\ud83d",)


def test_a_paper_without_blocks_is_one_page() -> None:
    assert paper.composed().pages == 1


def test_writing_names_the_file_its_pages_and_its_faces(tmp_path: Path) -> None:
    written = pdf.write(DOCUMENT, tmp_path / "方案.pdf", faces=paper.OPEN)
    assert (written.path, written.pages) == (tmp_path / "方案.pdf", 2)
    assert set(written.fonts) == {"NotoSerifSC-Regular", "NotoSansSC-Regular"}
    assert len(pypdf.PdfReader(written.path).pages) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["方案.pdf"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fail(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserError) as told:
        pdf.write(DOCUMENT, target)
    assert told.value.remedy
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.pdf", b"old")]


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(UserError):
        pdf.write(DOCUMENT, tmp_path / "a.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_missing_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有文件夹"):
        pdf.write(DOCUMENT, tmp_path / "none" / "a.pdf")


def test_progress_counts_up_and_can_stop_the_work(tmp_path: Path) -> None:
    told: list[float] = []

    def stop(done: float, what: str) -> None:
        told.append(done)
        if done == 1.0:
            raise Stopped

    with pytest.raises(Stopped):
        pdf.write(DOCUMENT, tmp_path / "a.pdf", stop)
    assert told == sorted(told)
    assert not list(tmp_path.iterdir())


def test_a_paper_without_figures_needs_no_matplotlib() -> None:
    script = (
        "import sys; from datetime import date; from app.reports import blocks, pdf;"
        "pdf.render(blocks.Document(title='t', author='a', date=date(2026, 1, 1), blocks=(blocks.Paragraph('文'),)));"
        "sys.exit('matplotlib' in sys.modules or 'fontTools' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
