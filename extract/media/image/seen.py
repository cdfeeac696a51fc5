"""What is drawn in a picture beside its words, in pixels: controls, icons, frames; and the picture without controls.

( ) Titan  ✓   in a card     ->     Seen(controls, signs, frames)  and  pixels with "Titan" alone
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extract.media.geometry import inside
from extract.media.image import controls as image_controls
from extract.media.image import frames as image_frames
from extract.media.image import grids as image_grids
from extract.media.image import signs as image_signs
from extract.media.image import toggles
from extract.media.image.controls import Inked
from extract.media.image.frames import Frame
from extract.media.image.grids import Grid
from extract.media.image.signs import Sign
from extract.media.pdf.controls import Control
from quizmill.block import Shape as Form

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything in pixels. `clean` are the pixels with controls painted over, for engines to read."""

    pixels: Pixels = field(repr=False)
    clean: Pixels = field(repr=False)
    inked: Inked = field(repr=False)
    controls: tuple[Control, ...]
    signs: tuple[Sign, ...]
    frames: tuple[Frame, ...]
    grids: tuple[Grid, ...] = ()
    labels: tuple[Control, ...] = ()  # rings and discs around letters


def look(pixels: Pixels) -> Seen:
    """All that is drawn, in whatever light."""
    pixels = light(pixels)
    picture = image_controls.inked(grey(pixels))
    switches = toggles.find(pixels, picture.letter)
    grids = image_grids.find(picture)
    known = [*switches, *(control for grid in grids for row in grid for control in row)]
    ringed, labels = image_controls.find(picture)
    rings = [c for c in ringed if not any(inside(c.box, other.box) for other in known)]
    controls, signs = _parted([*switches, *rings], image_signs.find(pixels, picture), picture.letter)
    signs = [sign for sign in signs if not any(inside(sign.box, other.box) for other in known)]
    clean = image_controls.without(pixels, [*known, *rings])
    frames = image_frames.find(image_controls.without(clean, labels), picture.letter, picture.noise)
    return Seen(pixels, clean, picture, tuple(controls), tuple(signs), tuple(frames), tuple(grids), tuple(labels))


def _parted(controls: Sequence[Control], signs: Sequence[Sign], letter: float) -> tuple[list[Control], list[Sign]]:
    """A ring with a tick is a control where others of its column are empty, else an icon; a tick in a box is none."""
    kept: list[Control] = []
    held: set[Sign] = set()
    for control in controls:
        own = [sign for sign in signs if inside(sign.box, control.box)]
        mates = [
            other
            for other in controls
            if other is not control
            and abs(other.box[0] - control.box[0]) < 0.5 * letter
            and not any(inside(sign.box, other.box) for sign in signs)
        ]
        if not own or mates or control.mark.shape is Form.BOX:
            kept.append(control)
            held |= set(own)
    return kept, [sign for sign in signs if sign not in held]


def light(pixels: Pixels) -> Pixels:
    """Dark mode turned to light, every hue kept: engines and measures expect dark print, verdicts green and red."""
    if np.median(grey(pixels)) >= 100:
        return pixels
    deep = pixels.astype(np.int16)
    return np.asarray(deep + 255 - deep.max(axis=2, keepdims=True) - deep.min(axis=2, keepdims=True), dtype=np.uint8)


def grey(pixels: Pixels) -> npt.NDArray[np.uint8]:
    import cv2

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
