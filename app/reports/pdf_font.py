"""A face inside a PDF: one composite font that holds the characters used, with outlines of either kind."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, cast
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics

from app.reports.fonts import Face

_SYMBOLIC = 4
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@cache
def name_of(face: Face) -> str:
    """The name by which a canvas knows the face."""
    pdfmetrics.registerFont(_Font(face))
    return face.key


class _Font:
    """What reportlab asks of a font that grows with its document (the protocol of its own TrueType fonts)."""

    _multiByte = 1  # noqa: N815
    _dynamicFont = 1  # noqa: N815
    shapable = False

    def __init__(self, face: Face) -> None:
        self.fontName = face.key
        self.face = _Named(face.key)
        self._face = face
        self._codes: WeakKeyDictionary[Any, dict[str, int]] = WeakKeyDictionary()

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:
        return sum(self._face.advance(sign) for sign in text) * size

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        codes = self._codes.setdefault(doc, {})
        return [(0, b"".join(codes.setdefault(sign, len(codes) + 1).to_bytes(2, "big") for sign in text))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        if self.fontName not in doc.fontMapping:
            doc.fontMapping[self.fontName] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return cast(str, doc.fontMapping[self.fontName])

    def addObjects(self, doc: Any) -> None:
        signs = list(self._codes.pop(doc, {}))
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256("".join(signs).encode()).digest()[:6])
        name = f"{tag}+{self._face.name}"
        label = doc.fontMapping[self.fontName][1:]
        file = _stream(doc, self._face.subset(signs, name), f"file:{label}")
        if self._face.font.is_cff:
            file.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([self._descendant(doc, label, name, signs)]),
                "ToUnicode": doc.Reference(_stream(doc, _to_unicode(signs), f"unicode:{label}")),
            }
        )
        doc.idToObject["BasicFonts"].dict[label] = doc.Reference(font, f"font:{label}")

    def _descendant(self, doc: Any, label: str, name: str, signs: list[str]) -> Any:
        kind = "CIDFontType0" if self._face.font.is_cff else "CIDFontType2"
        widths = [1000, *(_thousandths(self._width(sign)) for sign in signs)]
        entries = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName(kind),
            "BaseFont": pdfdoc.PDFName(name),
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": doc.Reference(self._descriptor(doc, label, name), f"descriptor:{label}"),
            "DW": 1000,
            "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray(widths)]),
        }
        if not self._face.font.is_cff:
            entries["CIDToGIDMap"] = pdfdoc.PDFName("Identity")
        return doc.Reference(pdfdoc.PDFDictionary(entries), f"cidfont:{label}")

    def _width(self, sign: str) -> float:
        shape = self._face.shape(sign)
        return self._face.font.advance(shape.glyph) / self._face.font.units if shape else 1.0

    def _descriptor(self, doc: Any, label: str, name: str) -> Any:
        font = self._face.font
        ascent, descent = (_thousandths(value / font.units) for value in font.vertical)
        file = "FontFile3" if font.is_cff else "FontFile2"
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([_thousandths(value / font.units) for value in font.box]),
                "ItalicAngle": 0,
                "Ascent": ascent,
                "Descent": descent,
                "CapHeight": ascent,
                "StemV": 80,
                file: pdfdoc.PDFObjectReference(f"file:{label}"),
            }
        )


class _Named:
    """reportlab looks fonts up by the name of their face too."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.builtIn = False


def _thousandths(value: float) -> float | int:
    rounded = round(value * 1000, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _stream(doc: Any, content: bytes, label: str) -> Any:
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
    if label.startswith("file:"):
        stream.dictionary["Length1"] = len(content)
    doc.Reference(stream, label)
    return stream


def _to_unicode(signs: list[str]) -> bytes:
    pairs = [f"<{code:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for code, sign in enumerate(signs, 1)]
    blocks = (pairs[start : start + 100] for start in range(0, len(pairs), 100))
    text = "\n".join("\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks)
    return _CMAP.format(blocks=text).encode("ascii")
