"""A PDF page as pixels: the one place where pages are rendered, for controls, figures, scans and people.

    drawn(page, 2.0)                      the whole page, red first, 144 dpi
    drawn(page, 4.0, area, grey=True)     a part of it, in greys

A page may say that it is kilometres wide. No picture has more than `MOST` pixels: the scale is lowered until it fits,
and comes back with the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extract.media.geometry import Box

Pixels = npt.NDArray[np.uint8]
MOST = 36_000_000  # an A0 page at 144 dpi has 32 million


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pixels (height, width, 3), or (height, width) in greys; `scale` of them are a point."""

    pixels: Pixels = field(repr=False)
    scale: float


def drawn(page: pdfium.PdfPage, scale: float, area: Box | None = None, grey: bool = False) -> Drawn:
    """The page, or an area of it (points from its top left), with what is filled in its forms."""
    width, height = page.get_size()
    x0, y0, x1, y1 = area or (0.0, 0.0, width, height)
    scale = min(scale, fitting(x1 - x0, y1 - y0))
    cut = (x0, height - y1, width - x1, y0) if area else (0, 0, 0, 0)
    bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=not grey, crop=cut, may_draw_forms=True)
    try:
        pixels: Pixels = bitmap.to_numpy()
        whole = pixels.reshape(pixels.shape[0], pixels.shape[1]) if grey else pixels[:, :, :3]
        return Drawn(whole.copy(), scale)
    finally:
        bitmap.close()


def fitting(width: float, height: float) -> float:
    """The largest scale at which an area of so many points has no more than `MOST` pixels."""
    return float((MOST / max(1.0, width * height)) ** 0.5)
