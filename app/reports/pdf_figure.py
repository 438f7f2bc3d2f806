"""A chart on paper: what matplotlib draws goes into the PDF as lines, areas and outlines of letters."""

from __future__ import annotations

import math
from typing import Any, cast

from matplotlib import _path
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D
from reportlab.pdfgen.pathobject import PDFPathObject

from app.reports import pdf_table
from app.reports.blocks import Align, Figure
from app.reports.fonts_found import Role
from app.reports.pdf_flow import Slab, nothing
from app.reports.pdf_lines import Line, strokes
from app.reports.pdf_sheet import UPRIGHT, Sheet
from app.reports.pdf_text import BLACK, Colour, Setter, Style

_CAPTION = Style(Role.HEI, 12.0)
_CAPTION_LEADING = 20.0
_GAP = 8.0
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_HATCH_TILE = 72.0
_DECIMALS = 3
_DESCENT = 0.12
"""How much of the em box stands below the line in Chinese faces."""
_NON_ZERO = 1
_OPERATORS = [b"m", b"l", b"", b"c", b"h"]
"""How PDF moves, draws lines and curves, and closes; it has no quadratic curves."""


def slabs(block: Figure, caption: str, setter: Setter) -> list[Slab]:
    """The figure, made smaller if a page cannot hold it, with its caption below."""
    captioned = pdf_table.set_text(setter, caption, _CAPTION, UPRIGHT.width) if caption else []
    wide, high = (float(inches) * 72 for inches in block.figure.get_size_inches())
    room = UPRIGHT.height - 2 * _GAP - len(captioned) * _CAPTION_LEADING
    scale = min(UPRIGHT.width * min(block.width, 1.0) / wide, room / high)
    left = (UPRIGHT.width - wide * scale) / 2

    def draw(sheet: Sheet, top: float) -> None:
        x, y = sheet.origin(left, top + high * scale)
        _draw(block.figure, sheet, setter, (x, y, scale))

    made = [Slab(height=_GAP, draw=nothing, space=True, keep=True)]
    made.append(Slab(height=high * scale, draw=draw, keep=bool(captioned)))
    for number, line in enumerate(captioned, 1):
        drawn = list(strokes(line, UPRIGHT.width, Align.CENTRE))

        def write(sheet: Sheet, top: float, drawn: Any = drawn) -> None:
            sheet.write(drawn, 0, top + 4, _CAPTION.size)

        made.append(Slab(height=_CAPTION_LEADING, draw=write, keep=number < len(captioned)))
    return [*made, Slab(height=_GAP, draw=nothing, space=True)]


def _draw(figure: Any, sheet: Sheet, setter: Setter, place: tuple[float, float, float]) -> None:
    x, y, scale = place
    dpi = figure.dpi
    with sheet.at(x, y, 0.0):
        sheet.canvas.scale(scale, scale)
        try:
            figure.dpi = 72
            figure.draw(_Renderer(sheet, setter, figure.get_size_inches() * 72))
        finally:
            figure.dpi = dpi


class _Renderer(RendererBase):
    """Draws on a reportlab canvas; a pixel is a point."""

    def __init__(self, sheet: Sheet, setter: Setter, size: Any) -> None:
        super().__init__()
        self._sheet = sheet
        self._canvas = sheet.canvas
        self._setter = setter
        self._size = float(size[0]), float(size[1])

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def flipy(self) -> bool:
        return False

    def points_to_pixels(self, points: Any) -> Any:
        return points

    def option_image_nocomposite(self) -> bool:
        return True

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Outline,
        transform: Any,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        """Fill, hatch and stroke an outline as the context says."""
        self._canvas.saveState()
        self._clip(gc)
        outline = self._outline(path, transform)
        fill = rgbFace is not None and (len(rgbFace) < 4 or rgbFace[3] > 0)
        if fill:
            self._canvas.setFillColorRGB(*rgbFace[:3])
            self._canvas.setFillAlpha(_alpha(gc, rgbFace))
        if gc.get_hatch():
            self._hatch(gc, outline, path.get_extents(transform), fill)
            fill = False
        stroke = gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0
        if stroke:
            self._pen(gc)
        if fill or stroke:
            self._canvas.drawPath(outline, stroke=int(stroke), fill=int(fill), fillMode=_NON_ZERO)
        self._canvas.restoreState()

    def draw_text(  # noqa: PLR0913, PLR0917  matplotlib's own signature
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Words in the paper's own type, so that they can be found and copied."""
        if ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        red, green, blue, alpha = gc.get_rgb()
        self._canvas.saveState()
        self._clip(gc)
        self._canvas.setFillAlpha(alpha)
        with self._sheet.at(x, y, angle):
            self._sheet.write_here(self._line(s, prop, (red, green, blue)))
        self._canvas.restoreState()

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        """The box of the type, not of its ink: so all labels of a chart stand alike."""
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        size = prop.get_size_in_points()
        return self._line(s, prop).width, size, size * _DESCENT

    def _line(self, text: str, prop: Any, colour: Colour = BLACK) -> Line:
        style = Style(Role.HEI, prop.get_size_in_points(), colour=colour)
        return Line(tuple(self._setter.pieces(text, style, math.inf)), closes=True)

    def draw_image(self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Put in a picture, such as a heat map."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        self._canvas.saveState()
        self._clip(gc)
        height, width = im.shape[:2]
        if transform is None:
            self._canvas.translate(x, y)
        else:
            matrix = Affine2D().scale(1 / width, 1 / height) + transform + Affine2D().translate(x, y)
            self._canvas.transform(*matrix.to_values())
            width = height = 1
        picture = Image.fromarray(im[::-1])
        self._canvas.drawImage(ImageReader(picture), 0, 0, width, height, mask="auto")
        self._canvas.restoreState()

    def _clip(self, gc: GraphicsContextBase) -> None:
        box = gc.get_clip_rectangle()
        if box is not None:
            area = self._canvas.beginPath()
            area.rect(*(float(value) for value in box.bounds))
            self._canvas.clipPath(area, stroke=0, fill=0)
        path, transform = gc.get_clip_path()
        if path is not None:
            self._canvas.clipPath(self._outline(path, transform), stroke=0, fill=0, fillMode=_NON_ZERO)

    def _pen(self, gc: GraphicsContextBase) -> None:
        red, green, blue, alpha = gc.get_rgb()
        self._canvas.setStrokeColorRGB(red, green, blue)
        self._canvas.setStrokeAlpha(alpha)
        self._canvas.setLineWidth(gc.get_linewidth())
        self._canvas.setLineCap(_CAPS[str(gc.get_capstyle())])
        self._canvas.setLineJoin(_JOINS[str(gc.get_joinstyle())])
        offset, dashes = cast(Any, gc).get_dashes()
        if dashes:
            self._canvas.setDash([float(dash) for dash in dashes], float(offset))

    def _outline(self, path: Any, transform: Any) -> Any:
        # What is not filled is cut off at the edge of the figure, since a line may lead far outside it.
        clip = (0.0, 0.0, *self._size) if path.codes is None else None
        text = cast(Any, _path).convert_to_string(
            path, transform, clip, None, None, _DECIMALS, _OPERATORS, True
        )
        return PDFPathObject(code=[text.decode("ascii")])

    def _hatch(self, gc: GraphicsContextBase, outline: Any, area: Any, fill: bool) -> None:
        """Fill an outline with a pattern over its colour."""
        canvas = self._canvas
        canvas.saveState()
        canvas.clipPath(outline, stroke=0, fill=int(fill), fillMode=_NON_ZERO)
        red, green, blue, alpha = cast(Any, gc).get_hatch_color()
        canvas.setStrokeColorRGB(red, green, blue)
        canvas.setFillColorRGB(red, green, blue)
        canvas.setStrokeAlpha(gc.get_alpha() or alpha)
        canvas.setFillAlpha(gc.get_alpha() or alpha)
        canvas.setLineWidth(cast(Any, gc).get_hatch_linewidth())
        tile = self._tile(gc)
        for column in range(int(area.x0 // _HATCH_TILE), int(area.x1 // _HATCH_TILE) + 1):
            for row in range(int(area.y0 // _HATCH_TILE), int(area.y1 // _HATCH_TILE) + 1):
                canvas.saveState()
                canvas.translate(column * _HATCH_TILE, row * _HATCH_TILE)
                canvas.doForm(tile)
                canvas.restoreState()
        canvas.restoreState()

    def _tile(self, gc: GraphicsContextBase) -> str:
        """The name of one field of the pattern, written into the document once."""
        name = f"hatch{str(gc.get_hatch()).encode().hex()}"
        if not self._canvas.hasForm(name):
            outline = self._outline(gc.get_hatch_path(), Affine2D().scale(_HATCH_TILE))
            self._canvas.beginForm(name, -1, -1, _HATCH_TILE + 1, _HATCH_TILE + 1)
            self._canvas.drawPath(outline, stroke=1, fill=1, fillMode=_NON_ZERO)
            self._canvas.endForm()
        return name


def _alpha(gc: GraphicsContextBase, face: Any) -> float:
    own = gc.get_alpha()
    forced = cast(Any, gc).get_forced_alpha()
    return float(own) if forced or len(face) < 4 else float(face[3])
