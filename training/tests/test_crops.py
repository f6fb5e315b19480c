import unittest

import numpy as np
import torch

from training.align import crop_to_image
from training.crops import MEAN, STD, Augmentation, cut
from training.tests import synthetic


class Crops(unittest.TestCase):
    def setUp(self) -> None:
        faces = synthetic.faces(4)
        self.images, self.maps = torch.from_numpy(faces.images), torch.from_numpy(faces.maps)

    def test_the_whole_picture_is_its_own_crop(self) -> None:
        crops = cut(self.images, self.maps)
        torch.testing.assert_close(crops[:, 0] * STD + MEAN, self.images.float(), atol=1e-2, rtol=0)

    def test_a_map_moves_what_is_cut(self) -> None:
        moved = torch.from_numpy(np.array([[[1, 0, 5], [0, 1, 3]]], np.float32))
        crop = cut(self.images[:1], moved)[0, 0] * STD + MEAN
        torch.testing.assert_close(crop[:40, :40], self.images[0, 3:43, 5:45].float(), atol=1e-2, rtol=0)

    def test_augmentation_changes_the_crop_and_keeps_the_range(self) -> None:
        torch.manual_seed(0)
        crops = cut(self.images, self.maps, Augmentation())
        self.assertFalse(torch.allclose(crops, cut(self.images, self.maps)))
        self.assertGreaterEqual(crops.min().item(), -MEAN / STD)
        self.assertLessEqual(crops.max().item(), (255 - MEAN) / STD)

    def test_augmentation_of_nothing_only_mirrors(self) -> None:
        torch.manual_seed(0)
        still = Augmentation(rotation=0, scale=0, shift=0, brightness=0, contrast=0)
        maps = torch.from_numpy(crop_to_image(np.full((4, 6, 2), np.nan), 48))
        seen = set()
        for _ in range(4):
            for crop, plain in zip(cut(self.images, maps, still), cut(self.images, maps)):
                seen.add(tuple((crop - other).abs().max().item() < 1e-3 for other in (plain, plain.flip(2))))
        self.assertEqual(seen, {(True, False), (False, True)})


if __name__ == "__main__":
    unittest.main()
