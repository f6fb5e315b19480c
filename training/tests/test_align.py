import json
import unittest
from pathlib import Path

import numpy as np

from training.align import canonical_points, crop_to_image, similarity


ENGINES = Path(__file__).parents[2] / "test" / "unit" / "engine" / "alignment.json"
"""Faces' points, and the maps to the canonical face that the engine is tested to make of them."""


def turned(points: np.ndarray, angle: float, scale: float, shift: tuple[float, float]) -> np.ndarray:
    rotation = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return points @ rotation.T + np.array(shift)


class Alignment(unittest.TestCase):
    def test_similarity_finds_the_turn_that_was_made(self) -> None:
        source = np.array([[1.0, 2], [5, 3], [4, 8], [-2, 6]])
        found = similarity(source, turned(source, 0.3, 1.7, (11, -4)))
        expected = 1.7 * np.array([[np.cos(0.3), -np.sin(0.3)], [np.sin(0.3), np.cos(0.3)]])
        np.testing.assert_allclose(found[:, :2], expected, atol=1e-12)
        np.testing.assert_allclose(found[:, 2], (11, -4), atol=1e-12)

    def test_similarity_is_the_best_where_none_fits(self) -> None:
        random = np.random.default_rng(1)
        source, target = random.normal(size=(4, 2)), random.normal(size=(4, 2))
        best = similarity(source, target)

        def error(matrix: np.ndarray) -> float:
            return float(((source @ matrix[:, :2].T + matrix[:, 2] - target) ** 2).sum())

        a, b, (x, y) = best[0, 0], best[1, 0], best[:, 2]
        for step in np.eye(4) * 1e-3:
            for sign in (1, -1):
                c, s, dx, dy = np.array([a, b, x, y]) + sign * step
                self.assertGreater(error(np.array([[c, -s, dx], [s, c, dy]])), error(best))

    def test_the_engine_solves_the_same_fit(self) -> None:
        known = json.loads(ENGINES.read_text())
        _, canonical = canonical_points()
        np.testing.assert_allclose(similarity(np.array(known["points"]), canonical), known["maps"], atol=1e-9)

    def test_the_crop_of_a_tilted_face_has_its_points_in_place(self) -> None:
        _, canonical = canonical_points()
        keypoints = np.full((1, 6, 2), 5.0)
        keypoints[0, :4] = turned(canonical, -0.4, 0.6, (9, 3))
        to_image = crop_to_image(keypoints, 48)[0]
        np.testing.assert_allclose(canonical @ to_image[:, :2].T + to_image[:, 2], keypoints[0, :4], atol=1e-4)

    def test_a_picture_without_a_face_is_taken_whole(self) -> None:
        to_image = crop_to_image(np.full((1, 6, 2), np.nan), 96)[0]
        np.testing.assert_allclose(to_image, [[2, 0, 0], [0, 2, 0]])


if __name__ == "__main__":
    unittest.main()
