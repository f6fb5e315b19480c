"""What a call does to a face: each condition of the robustness table, and their random use in training.

Faces are the network's input, float [n, 1, size, size], zero mean and unit variance; conditions keep that shape.
"""

import math
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from .crops import MEAN, STD

JPEG_LUMINANCE = torch.tensor(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ]
).float()
"""The luminance table of ITU-T T.81, Annex K.1."""


def _grey(faces: Tensor, change: Callable[[Tensor], Tensor]) -> Tensor:
    """Changes faces as grey levels 0 … 255."""
    return (change(faces * STD + MEAN).clamp(0, 255) - MEAN) / STD


def low_resolution(faces: Tensor, side: int = 24) -> Tensor:
    """As from a face that is `side` pixels wide in the video."""
    small = F.interpolate(faces, (side, side), mode="bilinear", antialias=True, align_corners=False)
    return F.interpolate(small, faces.shape[-2:], mode="bilinear", align_corners=False)


def blurred(faces: Tensor, sigma: float = 1.5) -> Tensor:
    """Out of focus: a Gaussian of `sigma` pixels."""
    reach = math.ceil(2.5 * sigma)
    kernel = torch.exp(-(torch.arange(-reach, reach + 1).to(faces) ** 2) / (2 * sigma**2))
    kernel = kernel / kernel.sum()
    padded = F.pad(faces, (reach,) * 4, mode="replicate")
    return F.conv2d(F.conv2d(padded, kernel[None, None, None]), kernel[None, None, :, None])


def jpeg(faces: Tensor, quality: int = 30) -> Tensor:
    """JPEG's loss for grey pictures whose sides are divisible by eight, its table scaled as the IJG library does."""
    scale = 5000 / quality if quality < 50 else 200 - 2 * quality
    table = ((JPEG_LUMINANCE.to(faces) * scale + 50) / 100).floor().clamp(1, 255)
    k = torch.arange(8).to(faces)
    cosines = torch.cos((2 * k + 1) * k[:, None] * math.pi / 16) / 2
    cosines[0] /= math.sqrt(2)

    def lose(grey: Tensor) -> Tensor:
        n, _, height, width = grey.shape
        blocks = (grey - 128).view(n, height // 8, 8, width // 8, 8).transpose(2, 3)
        kept = (cosines @ blocks @ cosines.T / table).round() * table
        return (cosines.T @ kept @ cosines).transpose(2, 3).reshape(n, 1, height, width) + 128

    return _grey(faces, lose)


def dark(faces: Tensor, gain: float = 0.5) -> Tensor:
    """Brightness cut to `gain`."""
    return _grey(faces, lambda grey: grey * gain)


def back_lit(faces: Tensor, centre: float = 0.4, rim: float = 1.8) -> Tensor:
    """A window behind: the face dark, its surroundings bright."""
    side = torch.linspace(-1, 1, faces.shape[-1]).to(faces)
    radius = (side[:, None] ** 2 + side**2).sqrt()
    mask = centre + (rim - centre) * ((radius - 0.5) / 0.7).clamp(0, 1)
    return _grey(faces, lambda grey: grey * mask)


def rolled(faces: Tensor, degrees: float) -> Tensor:
    """Turned in the picture's plane, though aligned: as if the key points were wrong."""
    angle = math.radians(degrees)
    turn = torch.tensor([[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0]]).to(faces)
    grid = F.affine_grid(turn.expand(len(faces), 2, 3), list(faces.shape), align_corners=False)
    return F.grid_sample(faces, grid, mode="bilinear", padding_mode="border", align_corners=False)


def covered(faces: Tensor, top: float, bottom: float, grey: float = 40) -> Tensor:
    """A bar from `top` to `bottom`, in shares of the crop's height."""
    side = faces.shape[-1]
    faces = faces.clone()
    faces[:, :, round(top * side) : round(bottom * side)] = (grey - MEAN) / STD
    return faces


CONDITIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "as they are": lambda faces: faces,
    "24 pixels wide": low_resolution,
    "16 pixels wide": lambda faces: low_resolution(faces, 16),
    "blurred, sigma 1.5": blurred,
    "JPEG at quality 30": jpeg,
    "half as bright": dark,
    "lit from behind": back_lit,
    "rolled by 20°": lambda faces: rolled(faces, 20),
    "rolled by −20°": lambda faces: rolled(faces, -20),
    "a bar over the eyes": lambda faces: covered(faces, 0.31, 0.45),
    "mouth covered": lambda faces: covered(faces, 0.68, 1.0),
}
"""Rows of the robustness table. The canonical face's eyes lie at 0.4 of its height, its mouth at 0.78."""


def _erased(faces: Tensor) -> Tensor:
    """A rectangle of a quarter to a half of the sides, somewhere, in some grey."""
    n, side = len(faces), faces.shape[-1]
    size = (torch.rand(n, 2, device=faces.device) * 0.25 + 0.25) * side
    start = torch.rand(n, 2, device=faces.device) * (side - size)
    line = torch.arange(side, device=faces.device)
    inside = (line >= start[..., None]) & (line < (start + size)[..., None])
    mask = (inside[:, 0, :, None] & inside[:, 1, None, :])[:, None]
    return torch.where(mask, torch.randn(n, 1, 1, 1, device=faces.device), faces)


def _between(low: float, high: float) -> float:
    return low + (high - low) * torch.rand(()).item()


def disturb(faces: Tensor, share: float) -> Tensor:
    """Training's use: each disturbance meets its own random `share` of the faces, with a strength drawn for the batch."""
    low_side, sigma, quality = int(_between(14, 36)), _between(0.5, 1.8), int(_between(15, 60))
    disturbances = (
        lambda some: low_resolution(some, low_side),
        lambda some: blurred(some, sigma),
        lambda some: jpeg(some, quality),
        lambda some: dark(some, _between(0.3, 0.8)),
        lambda some: back_lit(some, _between(0.35, 0.8), _between(1.0, 1.9)),
        _erased,
    )
    faces, met = faces.clone(), round(share * len(faces))
    for disturbance in disturbances if met else ():
        rows = torch.randperm(len(faces), device=faces.device)[:met]
        faces[rows] = disturbance(faces[rows])
    return faces
