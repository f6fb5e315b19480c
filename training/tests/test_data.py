import csv
import tempfile
import unittest
from pathlib import Path

import numpy as np

from training.align import canonical_points
from training.data import FERPLUS_CLASSES, load
from training.tests import synthetic

NEUTRAL, HAPPINESS, SURPRISE = range(3)
UNKNOWN, NO_FACE = 8, 9


def votes(**counts: int) -> np.ndarray:
    names = (*FERPLUS_CLASSES, "unknown", "noFace")
    return np.array([counts.get(name, 0) for name in names], np.float32)


class Votes(unittest.TestCase):
    def setUp(self) -> None:
        self.faces = synthetic.faces(6)
        self.faces.votes = np.stack(
            [
                votes(neutral=6, happiness=4),
                votes(neutral=5, happiness=5),
                # The single votes are dropped: five of eight is a majority, five of ten would be none.
                votes(surprise=5, fear=3, anger=1, sadness=1),
                votes(unknown=7, neutral=3),
                votes(noFace=10),
                votes(neutral=3, happiness=3, surprise=4),
            ]
        )

    def test_majority_protocol(self) -> None:
        winner, kept = self.faces.majority()
        self.assertEqual(kept.tolist(), [True, False, True, False, False, False])
        self.assertEqual(winner[kept].tolist(), [NEUTRAL, SURPRISE])

    def test_targets_are_shares_of_the_eight_classes(self) -> None:
        targets, weights = self.faces.vote_distribution()
        np.testing.assert_allclose(targets[0, :2], [0.6, 0.4])
        np.testing.assert_allclose(targets.sum(axis=1), [1, 1, 1, 1, 0, 1])
        self.assertEqual(weights.tolist(), [1, 1, 1, 0, 0, 1])


class Pictures(unittest.TestCase):
    def test_duplicates_are_equal_pixel_by_pixel(self) -> None:
        training, other = synthetic.faces(3), synthetic.faces(3, seed=1)
        other.images[1] = training.images[2]
        self.assertEqual(other.duplicates_of(training).tolist(), [False, True, False])

    def test_loads_key_points_as_fractions_of_the_picture(self) -> None:
        faces = synthetic.faces(2)
        size, canonical = canonical_points()
        points = np.full((2, 6, 2), 0.5)
        points[0, :4] = canonical / size
        points[1] = np.nan
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            np.savez(folder / "fer2013.npz", images=faces.images, labels=faces.labels, usage=faces.usage)
            np.savez(folder / "fer2013-keypoints.npz", points=points)
            with open(folder / "ferplus.csv", "w", newline="") as file:
                csv.writer(file).writerows([["header"], *(["Training", "name", *row] for row in faces.votes)])
            loaded = load(folder)
        # A face that already lies in the canonical frame is not moved.
        np.testing.assert_allclose(loaded.maps[0], [[1, 0, 0], [0, 1, 0]], atol=1e-5)
        self.assertEqual(loaded.found.tolist(), [True, False])
        np.testing.assert_array_equal(loaded.votes, faces.votes)


if __name__ == "__main__":
    unittest.main()
