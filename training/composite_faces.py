"""Composite faces: averages of many faces that show the same expression, so that tests and the demo have faces
that belong to nobody. python -m training.composite_faces --help."""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import grey_png
from .align import canonical_points
from .data import FERPLUS_CLASSES, Faces, load

SIDE = 256
"""Of a composite, in pixels."""

FACE_SIDE = 168
"""Of the canonical crop within a composite, in pixels; the rest is margin, which face detectors need."""

LARGEST = 90
"""Faces in one composite at most: more of them blur what they have in common."""

FEWEST = 40
"""Faces in one composite at least: an expression with fewer to share out gets fewer variants."""

AGREEMENT = 0.4
"""The share of the ten votes that a face's expression must have."""


def candidates(faces: Faces, expression: int) -> np.ndarray:
    """Rows that show the expression, those the annotators agree on most first: distinct pictures, face found."""
    share = faces.votes[:, expression] / faces.votes.sum(axis=1)
    seen, rows = set(), []
    for row in np.argsort(-share, kind="stable"):
        picture = faces.images[row].tobytes()
        if share[row] < AGREEMENT:
            break
        if faces.found[row] and picture not in seen:
            seen.add(picture)
            rows.append(row)
    return np.array(rows)


def place(faces: Faces, rows: np.ndarray) -> tuple[Tensor, Tensor]:
    """The faces laid into the composite's frame, and where each has pixels: float [n, SIDE, SIDE] both."""
    source = faces.images.shape[-1]
    size, _ = canonical_points()
    centres = (torch.arange(SIDE) + 0.5 - (SIDE - FACE_SIDE) / 2) * (size / FACE_SIDE)
    y, x = torch.meshgrid(centres, centres, indexing="ij")
    maps = torch.from_numpy(faces.maps[rows])
    points = torch.stack([x, y], -1).view(1, -1, 2) @ maps[:, :, :2].transpose(1, 2) + maps[:, None, :, 2]
    grid = (points / source * 2 - 1).view(-1, SIDE, SIDE, 2)
    pictures = torch.from_numpy(faces.images[rows])[:, None].float()
    placed = F.grid_sample(pictures, grid, mode="bicubic", padding_mode="border", align_corners=False)[:, 0]
    # Full weight two pixels inside a picture, none at its edge, so that no picture's frame shows in the mean.
    inside = (1 - grid.abs().amax(dim=-1)) * source / 4
    return placed, inside.clamp(0, 1)


def oval() -> Tensor:
    """The inner face within the composite's frame, 0…1, [SIDE, SIDE]."""
    reach = torch.linspace(-1, 1, SIDE) * SIDE / FACE_SIDE
    y, x = torch.meshgrid(reach, reach, indexing="ij")
    return ((1 - ((x / 0.75) ** 2 + ((y - 0.1) / 0.95) ** 2)) * 4).clamp(0, 1)


def normalise(placed: Tensor, weight: Tensor) -> Tensor:
    """Each face with mean 0 and variance 1 over the inner face."""
    total = weight.sum(dim=(1, 2), keepdim=True)
    mean = (placed * weight).sum(dim=(1, 2), keepdim=True) / total
    centred = placed - mean
    return centred / ((centred**2 * weight).sum(dim=(1, 2), keepdim=True) / total).sqrt()


def typical(faces: Faces, rows: np.ndarray, count: int) -> np.ndarray:
    """The count rows that resemble the mean of all most: hands, glasses, drawings and turned heads stay out."""
    placed, inside = place(faces, rows)
    weight = inside * oval()
    levels = normalise(placed, weight)
    mean = (levels * weight).sum(0) / weight.sum(0).clamp(min=1e-6)
    likeness = (levels * mean * weight).sum(dim=(1, 2)) / weight.sum(dim=(1, 2))
    return rows[np.sort(np.argsort(-likeness.numpy(), kind="stable")[:count])]


def blur(picture: Tensor, sigma: float) -> Tensor:
    """A Gaussian blur of [SIDE, SIDE]."""
    reach = int(3 * sigma)
    kernel = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    kernel = kernel / kernel.sum()
    padded = F.pad(picture[None, None], (reach,) * 4, mode="replicate")
    return F.conv2d(F.conv2d(padded, kernel.view(1, 1, 1, -1)), kernel.view(1, 1, -1, 1))[0, 0]


def composite(faces: Faces, rows: np.ndarray) -> np.ndarray:
    """The mean of the faces, sharpened, fading into plain grey, uint8 [SIDE, SIDE]."""
    placed, inside = place(faces, rows)
    levels = normalise(placed, inside * oval())
    covered = inside.sum(0)
    mean = (levels.clamp(-3, 3) * inside).sum(0) / covered.clamp(min=1e-3)
    # Averaging blurs by the spread of the features around their key points: give back some of what it took, less
    # of the finest where few faces leave noise.
    for sigma, amount in ((6.0, 0.7), (2.5, len(rows) / LARGEST)):
        mean = mean + amount * (mean - blur(mean, sigma))
    weight = oval()
    centre = (mean * weight).sum() / weight.sum()
    spread = (((mean - centre) ** 2 * weight).sum() / weight.sum()).sqrt()
    picture = 135 + (mean - centre) / spread * 45
    # Where few pictures reach, the mean is noise: plain grey instead, from a soft edge on.
    fade = blur((covered / covered.max() * 2.5 - 0.5).clamp(0, 1), 6.0)
    ground = 110.0
    return (ground + (picture - ground) * fade).clamp(0, 255).round().to(torch.uint8).numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description="Average faces of FER-2013 by expression into composite faces.")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--out", type=Path, default=Path("test/fixtures/faces"))
    parser.add_argument("--variants", type=int, default=3)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    faces = load(options.data).split("Training")
    entries = []
    for expression, name in enumerate(FERPLUS_CLASSES):
        rows = candidates(faces, expression)[: LARGEST * options.variants * 3]
        rows = typical(faces, rows, min(LARGEST * options.variants, int(len(rows) * 0.8)))
        variants = max(1, min(options.variants, len(rows) // FEWEST))
        for variant in range(variants):
            chosen = rows[variant::variants]
            file = f"{name}-{'abcdefgh'[variant]}.png"
            picture = composite(faces, chosen)
            grey_png.write(options.out / file, picture)
            entries.append({"file": file, "expression": name, "faces": len(chosen)})
            print(file, len(chosen))
    (options.out / "manifest.json").write_text(json.dumps({"composites": entries}, indent=2) + "\n")


if __name__ == "__main__":
    main()
