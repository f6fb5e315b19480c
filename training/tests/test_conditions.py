import contextlib
import io
import unittest
from unittest.mock import patch

import numpy as np
import torch

from training import conditions
from training.crops import MEAN, STD


def faces(count: int = 6) -> torch.Tensor:
    """Smooth pictures in the network's units: products of cosines of random frequency."""
    torch.manual_seed(4)
    line = torch.linspace(0, 3, 48)
    waves = torch.cos(line * (torch.rand(count, 1) + 0.5) + torch.rand(count, 1))
    return waves[:, None, :, None] * waves[:, None, None, :]


class Conditions(unittest.TestCase):
    def test_every_condition_keeps_shape_and_range_and_changes_something(self) -> None:
        plain = faces()
        for name, condition in conditions.CONDITIONS.items():
            changed = condition(plain)
            self.assertEqual(changed.shape, plain.shape, name)
            self.assertTrue(bool((changed * STD + MEAN >= -0.01).all() and (changed * STD + MEAN <= 255.01).all()), name)
            self.assertEqual(torch.equal(changed, plain), name == "as they are", name)

    def test_conditions_leave_their_input_alone(self) -> None:
        plain = faces()
        before = plain.clone()
        for condition in conditions.CONDITIONS.values():
            condition(plain)
        conditions.disturb(plain, share=1)
        torch.testing.assert_close(plain, before)

    def test_jpeg_loses_what_a_jpeg_encoder_loses(self) -> None:
        try:
            from PIL import Image
        except ImportError:
            self.skipTest("Pillow is not installed")
        grey = (faces(1) * STD + MEAN).round()
        file = io.BytesIO()
        Image.fromarray(grey[0, 0].numpy().astype(np.uint8)).save(file, "JPEG", quality=30)
        encoded = torch.from_numpy(np.asarray(Image.open(file)).astype(np.float32))
        ours = conditions.jpeg((grey - MEAN) / STD, 30)[0, 0] * STD + MEAN
        # An encoder in whole numbers may round a coefficient the other way.
        self.assertLess((ours - encoded).abs().mean().item(), 0.5)
        self.assertGreater((grey[0, 0] - encoded).abs().mean().item(), 1)

    def test_a_blur_keeps_what_is_even(self) -> None:
        even = torch.full((1, 1, 48, 48), 0.7)
        torch.testing.assert_close(conditions.blurred(even, 2.0), even)

    def test_disturbing_no_share_changes_nothing_and_the_whole_share_every_face(self) -> None:
        plain = faces()
        torch.testing.assert_close(conditions.disturb(plain, share=0), plain)
        self.assertTrue(bool((conditions.disturb(plain, share=1) != plain).flatten(1).any(dim=1).all()))

    def test_each_of_the_six_disturbances_is_met(self) -> None:
        names = ("low_resolution", "blurred", "jpeg", "dark", "back_lit", "_erased")
        for met in names:
            with contextlib.ExitStack() as others:
                for name in set(names) - {met}:
                    others.enter_context(patch.object(conditions, name, lambda some, *strength: some))
                plain = faces()
                self.assertFalse(torch.equal(conditions.disturb(plain, share=1), plain), met)


if __name__ == "__main__":
    unittest.main()
