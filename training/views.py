"""Training faces as the networks meet them: cut anew, disturbed and mixed, each with what it is to be read as."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from . import conditions, crops
from .data import FERPLUS_CLASSES, Faces

RARE, RARE_SHARE = ("disgust", "fear", "contempt"), 0.4

CHUNK = 1024
"""Faces that are cut at once; what the disturbances draw for a batch, they draw for so many."""


@dataclass
class Showing:
    """How faces are shown. The ranges and shares hold at full strength; milder views have less of all of them."""

    augmentation: float = 1.0
    """How far crops stray, in shares of `crops.Augmentation`'s ranges."""
    disturbed: float = 0.05
    """Share of the faces that meet each of `conditions.disturb`'s disturbances."""
    mixed: float = 0.5
    """Share of the faces that have another blended in, up to half and half (mixup, Zhang et al. 2018)."""
    mildest: float = 0.25
    """Strength of the last views; that of the first is 1, and it falls evenly."""
    label_smoothing: float = 0.1
    """Of the seven original labels."""
    rare_repeats: int = 3
    """How often an epoch shows a face of which one of RARE has at least RARE_SHARE of the votes."""
    align: bool = True

    def strength(self, progress: float) -> float:
        """At a share of the way from the first views to the last."""
        return 1 - (1 - self.mildest) * progress


@dataclass
class Views:
    """faces uint8 [n, size, size]; ferplus [n, 8] and fer2013 [n, 7]: what they are to be read as, distributions; those
    of ferplus sum to less than one where most annotators saw no face or named no expression."""

    faces: Tensor
    ferplus: Tensor
    fer2013: Tensor


class Source:
    """The faces that views are made of, rare ones several times, on the device that does it."""

    def __init__(self, faces: Faces, showing: Showing, device: torch.device):
        self.showing = showing
        votes, weights = faces.vote_distribution()
        labels = np.eye(7)[faces.labels] * (1 - showing.label_smoothing) + showing.label_smoothing / 7
        rows = _rows(faces, showing.rare_repeats)
        put = lambda values: torch.from_numpy(np.ascontiguousarray(values[rows])).to(device)  # noqa: E731
        self._images, self._maps = put(faces.images), put(faces.maps)
        self._ferplus = put((votes * weights[:, None]).astype(np.float32))
        self._fer2013 = put(labels.astype(np.float32))

    def __len__(self) -> int:
        return len(self._images)

    def empty(self, count: int) -> Views:
        """Room for so many views, with a dimension more in front; for targets as half floats."""
        like = lambda values, kind: torch.empty(count, *values.shape, dtype=kind, device=values.device)  # noqa: E731
        return Views(like(self._images, torch.uint8), like(self._ferplus, torch.half), like(self._fer2013, torch.half))

    def view(self, strength: float, seed: int) -> Views:
        """Each face once, in the source's order. The same seed gives the same view."""
        torch.manual_seed(seed)
        views = Views(torch.empty_like(self._images), self._ferplus.clone(), self._fer2013.clone())
        for rows in torch.randperm(len(self), device=self._images.device).split(CHUNK):
            part = self._part(rows, strength)
            views.faces[rows], views.ferplus[rows], views.fer2013[rows] = part.faces, part.ferplus, part.fer2013
        return views

    def _part(self, rows: Tensor, strength: float) -> Views:
        showing = self.showing
        augmentation = crops.Augmentation().scaled(showing.augmentation * strength)
        faces = crops.cut(self._images[rows], self._maps[rows], augmentation)
        faces = conditions.disturb(faces, showing.disturbed * strength)
        # The rows are in random order: the first ones are as good as any, and so is the next one as a partner.
        mixed = round(showing.mixed * strength * len(rows))
        own = torch.ones(len(rows), device=rows.device)
        own[:mixed] = 1 - torch.rand(mixed, device=rows.device) / 2

        def mix(values: Tensor) -> Tensor:
            share = own.view(-1, *[1] * (values.dim() - 1))
            return share * values + (1 - share) * values.roll(1, dims=0)

        levels = (mix(faces)[:, 0] * crops.STD + crops.MEAN).round().clamp(0, 255).to(torch.uint8)
        return Views(levels, mix(self._ferplus[rows]), mix(self._fer2013[rows]))


def _rows(faces: Faces, repeats: int) -> np.ndarray:
    """Row numbers, those of the rare expressions `repeats` times."""
    share = faces.votes / faces.votes.sum(axis=1, keepdims=True)
    rare = share[:, [FERPLUS_CLASSES.index(name) for name in RARE]].max(axis=1) >= RARE_SHARE
    return np.repeat(np.arange(len(faces.images)), np.where(rare, repeats, 1))


class FreshViews:
    """A new view for each epoch."""

    def __init__(self, source: Source, seed: int):
        self._source, self._seed = source, seed

    def __len__(self) -> int:
        return len(self._source)

    def epoch(self, number: int, epochs: int) -> Views:
        """What epoch `number` of 0 … epochs − 1 shows."""
        strength = self._source.showing.strength(number / max(epochs - 1, 1))
        return self._source.view(strength, self._seed * 10_000 + number)


class StoredViews:
    """Views that were made once, with what teachers say of them both ways, from the strongest to the mildest. Each is shown as it
    is or mirrored."""

    NEAR = 0.125
    """How far from its own place among the views an epoch looks for each face's, in shares of their number."""

    def __init__(self, views: Views, seed: int):
        """views: with a dimension more, in front: float16 targets will do."""
        self._views, self._seed = views, seed

    @staticmethod
    def read(folder: Path, seed: int, device: torch.device) -> "StoredViews":
        """Those that training.teach wrote. On the processor they stay on disk, and are read as they are needed."""
        mapped = (torch.from_numpy(np.load(folder / f"{name}.npy", mmap_mode="c")) for name in ("faces", "ferplus", "fer2013"))
        return StoredViews(Views(*(each.to(device) for each in mapped)), seed)

    def __len__(self) -> int:
        return self._views.faces.shape[1]

    def epoch(self, number: int, epochs: int) -> Views:
        """What epoch `number` of 0 … epochs − 1 shows: each face in a view that is about as far on as the epoch."""
        device, count = self._views.faces.device, len(self._views.faces)
        torch.manual_seed(self._seed * 10_000 + number)
        stray = (torch.rand(len(self), device=device) * 2 - 1) * self.NEAR
        place = (number / max(epochs - 1, 1) + stray).clamp(0, 1)
        view = (place * (count - 1)).round().long()
        row = torch.arange(len(self), device=device)
        stored = self._views
        faces, mirrored = stored.faces[view, row], torch.rand(len(self), device=device) < 0.5
        faces = torch.where(mirrored[:, None, None], faces.flip(2), faces)
        return Views(faces, stored.ferplus[view, row].float(), stored.fer2013[view, row].float())
