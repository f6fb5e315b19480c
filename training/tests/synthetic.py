"""Pictures that stand in for faces: each class has its bright spot somewhere else, so that there is something to learn."""

from pathlib import Path

import numpy as np

from training.align import crop_to_image
from training.data import VOTES, Faces

SIZE = 48


def faces(count: int, seed: int = 0) -> Faces:
    """count pictures of the first seven classes in turn, all of "Training", with ten votes for the right one."""
    random = np.random.default_rng(seed)
    images = random.integers(0, 90, (count, SIZE, SIZE), dtype=np.uint8)
    labels = np.arange(count) % 7
    for image, label in zip(images, labels):
        row, column = divmod(int(label), 3)
        image[row * 16 : row * 16 + 12, column * 16 : column * 16 + 12] += 150
    votes = np.zeros((count, len(VOTES)), np.float32)
    votes[np.arange(count), labels] = 10
    maps = crop_to_image(np.full((count, 6, 2), np.nan), SIZE)
    return Faces(images, votes, labels, np.full(count, "Training"), maps, np.zeros(count, bool))


def write(folder: Path, training: int = 280, public: int = 14) -> None:
    """A data folder: fer2013.npz, ferplus.csv and fer2013-keypoints.npz, in which no face has key points."""
    all_faces = faces(training + public)
    folder.mkdir()
    usage = np.repeat(["Training", "PublicTest"], [training, public])
    np.savez(folder / "fer2013.npz", images=all_faces.images, labels=all_faces.labels, usage=usage)
    rows = [["usage", "name", *VOTES]]
    rows += [[use, "", *map(int, votes)] for use, votes in zip(usage, all_faces.votes)]
    (folder / "ferplus.csv").write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n")
    np.savez(folder / "fer2013-keypoints.npz", points=np.full((len(usage), 6, 2), np.nan))
