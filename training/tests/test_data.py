import csv
import tempfile
import unittest
from pathlib import Path

import numpy as np

from training.align import canonical_points
from training.data import VOTES, Faces, load
from training.tests import synthetic

NEUTRAL, HAPPINESS, SURPRISE = range(3)


def votes(**counts: int) -> np.ndarray:
    return np.array([counts.get(name, 0) for name in VOTES], np.float32)


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
                votes(NF=10),
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
        np.testing.assert_array_equal(other.without(training).images, other.images[[0, 2]])

    def test_near_duplicates_are_one_photograph_in_other_levels(self) -> None:
        training, other = synthetic.faces(4), synthetic.faces(4, seed=1)
        training.images[3], other.images[3] = 7, 7
        other.images[1] = training.images[2] // 2 + 40
        self.assertEqual(other.near_duplicates_of(training).tolist(), [False, True, False, True])


class Files(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.faces = synthetic.faces(2)
        size, canonical = canonical_points()
        self.points = np.full((2, 6, 2), 0.5)
        self.points[0, :4] = canonical / size
        self.points[1] = np.nan

    def load(self, header: tuple[str, ...] = VOTES) -> Faces:
        faces = self.faces
        np.savez(self.folder / "fer2013.npz", images=faces.images, labels=faces.labels, usage=faces.usage)
        np.savez(self.folder / "fer2013-keypoints.npz", points=self.points)
        with open(self.folder / "ferplus.csv", "w", newline="") as file:
            rows = (["Training", "name", *row] for row in faces.votes)
            csv.writer(file).writerows([["Usage", "Image name", *header], *rows, []])
        return load(self.folder)

    def test_key_points_are_fractions_of_the_picture(self) -> None:
        loaded = self.load()
        # A face that already lies in the canonical frame is not moved.
        np.testing.assert_allclose(loaded.maps[0], [[1, 0, 0], [0, 1, 0]], atol=1e-5)
        self.assertEqual(loaded.found.tolist(), [True, False])
        np.testing.assert_array_equal(loaded.votes, self.faces.votes)

    def test_pictures_and_labels_that_are_something_else_are_refused(self) -> None:
        images = self.faces.images
        self.faces.images = images / 255
        with self.assertRaisesRegex(ValueError, r"must be uint8 .* they are float64 \[2, 48, 48\]"):
            self.load()
        self.faces.images, self.faces.labels = images, self.faces.labels + 7
        with self.assertRaisesRegex(ValueError, "from 0 to 6"):
            self.load()

    def test_key_points_in_pixels_are_refused(self) -> None:
        self.points *= 48
        with self.assertRaisesRegex(ValueError, "must be fractions"):
            self.load()

    def test_key_points_that_are_one_point_are_refused(self) -> None:
        self.points[0, :4] = 0.4
        with self.assertRaisesRegex(ValueError, "are one point"):
            self.load()

    def test_ears_that_were_not_found_are_not_missed(self) -> None:
        self.points[0, 4:] = np.nan
        self.assertEqual(self.load().found.tolist(), [True, False])

    def test_files_of_different_pictures_are_refused(self) -> None:
        self.points = self.points[:1]
        with self.assertRaisesRegex(ValueError, "2 images, 2 labels, 2 usage, 2 votes, 1 key points"):
            self.load()

    def test_votes_for_something_else_are_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "are to be neutral, happiness, .* unknown, NF; they are NF, unknown"):
            self.load(header=VOTES[::-1])


if __name__ == "__main__":
    unittest.main()
