"""Pictures of a Word document: sized to fit, each in the file once, in a form that every Word shows."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from dataclasses import dataclass

from export.paper.media import Held

_POINT, _INCH = 12_700, 914_400  # English metric units, the unit of drawings
_WIDEST, _HIGHEST = 15 * 360_000, 11 * 360_000  # 15 x 11 cm
_KINDS = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of the document: its number and name, bytes and size in drawing units."""

    number: int
    name: str
    data: bytes
    width: int
    height: int


class Pictures:
    """The pictures met so far. One that cannot be read is not `held`, so its description stands in its place."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._drawn = 0
        self.files: dict[str, Picture] = {}
        self.held = Held(self._decoded, _KINDS)

    def _decoded(self, name: str) -> bytes | None:
        from PIL import Image, UnidentifiedImageError

        data = self._read(name)
        if data is None:
            return None
        try:
            with Image.open(io.BytesIO(data)) as image:
                image.load()
                width, height, kind = *image.size, (image.format or "").lower()
                if kind not in ("png", "jpeg", "gif"):
                    converted = io.BytesIO()
                    image.save(converted, "PNG")
                    data, kind = converted.getvalue(), "png"
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None
        scale = min(_INCH // 96, _WIDEST / width, _HIGHEST / height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        number = len(self.files) + 1
        self.files[name] = Picture(number, f"{name.rpartition('.')[0]}.{kind}", data, *size)
        return data

    def draw(self, name: str, alt: str) -> str:
        """A run that shows the picture."""
        picture = self.files.get(name)
        if picture is None:
            return ""
        self._drawn += 1
        words = html.escape(alt)
        named = f'id="{self._drawn}" name="Picture {self._drawn}" descr="{words}"'
        extent = f'cx="{picture.width}" cy="{picture.height}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
            f"<wp:docPr {named}/><a:graphic><a:graphicData "
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="pic{picture.number}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
