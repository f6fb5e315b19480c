"""FER-2013 and the FER+ votes, loaded by row."""

import csv
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from .align import crop_to_image

FERPLUS_CLASSES = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt")
"""The eight classes the model reads, in the order of the columns of ferplus.csv."""

FER2013_CLASSES = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
"""The seven original classes, in the order of the labels of fer2013.npz."""


@dataclass
class Faces:
    """images uint8 [n, 48, 48]; votes float32 [n, 10]; labels int64 [n]; usage str [n];
    maps float32 [n, 2, 3], crop pixels → image pixels; found bool [n]: whether a face was found to align by."""

    images: np.ndarray
    votes: np.ndarray
    labels: np.ndarray
    usage: np.ndarray
    maps: np.ndarray
    found: np.ndarray

    def split(self, usage: str) -> "Faces":
        """The rows of "Training", "PublicTest" or "PrivateTest"."""
        return self.where(self.usage == usage)

    def where(self, rows: np.ndarray) -> "Faces":
        """The rows chosen by a mask, bool [n]."""
        return Faces(*(getattr(self, field.name)[rows] for field in fields(self)))

    def vote_distribution(self) -> tuple[np.ndarray, np.ndarray]:
        """Targets float32 [n, 8], the votes for the eight classes as shares, and weights float32 [n]: 1, or 0
        where half the annotators or more saw no face or named no expression."""
        known = self.votes[:, :8]
        total = known.sum(axis=1, keepdims=True)
        return known / np.maximum(total, 1), (total[:, 0] > self.votes.sum(axis=1) / 2).astype(np.float32)

    def majority(self) -> tuple[np.ndarray, np.ndarray]:
        """FER+'s majority protocol: classes int64 [n] and the rows kept, bool [n].

        Single votes are outliers and dropped; the winner must hold more than half of what remains and be one of
        the eight classes.
        """
        votes = np.where(self.votes <= 1, 0, self.votes)
        winner = votes.argmax(axis=1)
        kept = (votes.max(axis=1) > votes.sum(axis=1) / 2) & (winner < 8)
        return winner, kept

    def class_shares(self) -> np.ndarray:
        """Each of the eight classes' share of the pictures that the majority protocol keeps, float [8]."""
        winner, kept = self.majority()
        counts = np.bincount(winner[kept], minlength=len(FERPLUS_CLASSES))
        return counts / counts.sum()

    def duplicates_of(self, other: "Faces") -> np.ndarray:
        """Which images are pixel-identical to one of the other's, bool [n]."""
        seen = {image.tobytes() for image in other.images}
        return np.array([image.tobytes() in seen for image in self.images])


def load(folder: Path, *, align: bool = True) -> Faces:
    """Reads fer2013.npz, ferplus.csv and, to align, fer2013-keypoints.npz from the folder."""
    pictures = np.load(folder / "fer2013.npz")
    images = pictures["images"]
    with open(folder / "ferplus.csv", newline="") as file:
        rows = list(csv.reader(file))[1:]
    votes = np.array([[float(cell) for cell in row[-10:]] for row in rows], dtype=np.float32)
    if len(votes) != len(images):
        raise ValueError(f"ferplus.csv has {len(votes)} rows, fer2013.npz {len(images)} images: they must agree.")
    if align:
        # Stored as fractions of the picture's side.
        points = np.load(folder / "fer2013-keypoints.npz")["points"].astype(np.float64) * images.shape[1]
    else:
        points = np.full((len(images), 6, 2), np.nan)
    maps = crop_to_image(points, image_size=images.shape[1])
    found = ~np.isnan(points).any(axis=(1, 2))
    return Faces(images, votes, pictures["labels"], pictures["usage"], maps, found)
