"""FER-2013 and the FER+ votes, loaded by row."""

import csv
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from .align import crop_to_image

FERPLUS_CLASSES = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt")
"""The eight classes the model reads, in the order of the columns of ferplus.csv."""

VOTES = (*FERPLUS_CLASSES, "unknown", "NF")
"""The last ten columns of ferplus.csv; NF stands for "not a face"."""

FER2013_CLASSES = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
"""The seven original classes, in the order of the labels of fer2013.npz."""

SAME_PHOTOGRAPH = 0.92
"""Pictures that correlate by more than this are one photograph, cut, compressed or watermarked twice. Of PrivateTest's with the likest
of Training's, 32 of 32 looked at between 0.92 and 0.96 were, 14 of 16 between 0.90 and 0.92, 10 of 16 between 0.88 and 0.90."""

FARTHEST = 3
"""A face may be cut by the picture's edge, its points a little outside; as fractions of the side."""


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

    def near_duplicates_of(self, other: "Faces") -> np.ndarray:
        """Which images are pixel-identical to one of the other's, or correlate with one by more than SAME_PHOTOGRAPH, bool [n]."""
        ours, others = (_standardised(faces.images) for faces in (self, other))
        likeness = np.concatenate([(part @ others.T).max(axis=1) for part in np.array_split(ours, len(ours) // 512 + 1)])
        return (likeness > SAME_PHOTOGRAPH) | self.duplicates_of(other)

    def without(self, other: "Faces") -> "Faces":
        """The rows whose images are pixel-identical to none of the other's."""
        return self.where(~self.duplicates_of(other))


def _standardised(images: np.ndarray) -> np.ndarray:
    """uint8 [n, size, size] as float32 [n, size²] with mean 0 and length 1; an even picture stays 0."""
    flat = images.reshape(len(images), -1).astype(np.float32)
    flat -= flat.mean(axis=1, keepdims=True)
    return flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)


def load(folder: Path, *, align: bool = True) -> Faces:
    """Reads fer2013.npz, ferplus.csv and, to align, fer2013-keypoints.npz from the folder. ValueError where they are not what they should be,
    or do not fit together."""
    pictures = np.load(folder / "fer2013.npz")
    if missing := {"images", "labels", "usage"} - set(pictures.files):
        raise ValueError(f"fer2013.npz has no array {', '.join(sorted(missing))}.")
    images, labels, usage = (pictures[name] for name in ("images", "labels", "usage"))
    if images.dtype != np.uint8 or images.ndim != 3 or images.shape[1] != images.shape[2]:
        raise ValueError(f"The images of fer2013.npz must be uint8 [n, side, side]; they are {images.dtype} {list(images.shape)}.")
    if not np.isin(labels, range(len(FER2013_CLASSES))).all():
        raise ValueError(f"The labels of fer2013.npz must be whole numbers from 0 to {len(FER2013_CLASSES) - 1}.")
    with open(folder / "ferplus.csv", newline="") as file:
        header, *rows = filter(None, csv.reader(file))
    if tuple(header[-10:]) != VOTES:
        raise ValueError(f"The last ten columns of ferplus.csv are to be {', '.join(VOTES)}; they are {', '.join(header[-10:])}.")
    votes = np.array([[float(cell) for cell in row[-10:]] for row in rows], dtype=np.float32)
    points = np.load(folder / "fer2013-keypoints.npz")["points"].astype(np.float64) if align else np.full((len(images), 6, 2), np.nan)
    counts = {"images": len(images), "labels": len(labels), "usage": len(usage), "votes": len(votes), "key points": len(points)}
    if len(set(counts.values())) > 1:
        raise ValueError("There must be as many of each: " + ", ".join(f"{count} {name}" for name, count in counts.items()) + ".")
    if np.nanmax(np.abs(points), initial=0) > FARTHEST:
        raise ValueError("fer2013-keypoints.npz has points far outside: they must be fractions of the picture's side.")
    if (np.ptp(points[:, :4], axis=1).max(axis=1) == 0).any():
        raise ValueError("fer2013-keypoints.npz has a face whose eyes, nose and mouth are one point: no face can be aligned by that.")
    maps = crop_to_image(points * images.shape[1], image_size=images.shape[1])
    found = ~np.isnan(points[:, :4]).any(axis=(1, 2))
    return Faces(images, votes, labels, usage, maps, found)
