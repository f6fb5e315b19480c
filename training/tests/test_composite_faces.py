import unittest

import numpy as np

from training.align import canonical_points, crop_to_image
from training.composite_faces import FACE_SIDE, SIDE, candidates, composite
from training.data import FERPLUS_CLASSES, Faces
from training.tests import synthetic

HAPPINESS = FERPLUS_CLASSES.index("happiness")


def found(count: int) -> Faces:
    """Pictures in which faces were found, where they are to be."""
    faces = synthetic.faces(count)
    size, canonical = canonical_points()
    points = np.zeros((count, 6, 2))
    points[:, :4] = canonical
    faces.maps, faces.found = crop_to_image(points, size), np.ones(count, bool)
    return faces


class CompositeFaces(unittest.TestCase):
    def test_made_of_distinct_pictures_of_the_expression_in_which_a_face_was_found_the_clearest_first(self) -> None:
        faces = found(28)
        rows = np.arange(28)[faces.labels == HAPPINESS]
        first, again, hidden, doubtful = rows
        faces.images[again] = faces.images[first]
        faces.found[hidden] = False
        faces.votes[first, HAPPINESS], faces.votes[first, 0] = 6, 4
        faces.votes[again] = faces.votes[first]
        self.assertEqual(candidates(faces, HAPPINESS).tolist(), [doubtful, first])
        faces.votes[doubtful, HAPPINESS], faces.votes[doubtful, 0] = 3, 7
        self.assertEqual(candidates(faces, HAPPINESS).tolist(), [first])

    def test_shows_what_its_faces_have_in_common_where_the_canonical_face_lies(self) -> None:
        faces = found(70)
        rows = np.arange(70)[faces.labels == HAPPINESS]
        picture = composite(faces, rows).astype(int)
        self.assertEqual(picture.shape, (SIDE, SIDE))
        # The synthetic class's bright spot, from the crop's pixels to the composite's.
        margin, scale = (SIDE - FACE_SIDE) // 2, FACE_SIDE / synthetic.SIZE
        top, left, end = (int(margin + scale * place) for place in (2, 18, 10))
        spot = picture[top:end, left : left + end - top]
        self.assertGreater(spot.mean(), picture[top + 60 : end + 60, left : left + end - top].mean() + 30)
        # Beyond the faces it is plain.
        self.assertEqual(len(np.unique(picture[:10])), 1)


if __name__ == "__main__":
    unittest.main()
