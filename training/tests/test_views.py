import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from training.tests import synthetic
from training.views import FreshViews, Showing, Source, StoredViews, Views

CPU = torch.device("cpu")


class ViewsOfFaces(unittest.TestCase):
    def test_the_same_seed_gives_the_same_view_and_another_seed_another(self) -> None:
        source = Source(synthetic.faces(28), Showing(), CPU)
        first, again, other = (source.view(1, seed).faces for seed in (7, 7, 8))
        self.assertTrue(torch.equal(first, again))
        self.assertFalse(torch.equal(first, other))

    def test_at_no_strength_a_view_is_the_faces_or_their_mirror_images(self) -> None:
        faces = synthetic.faces(28)
        view, seen = Source(faces, Showing(rare_repeats=1), CPU).view(0, seed=1), set()
        for shown, face in zip(view.faces.numpy(), faces.images):
            seen.add(tuple(bool(np.abs(shown.astype(int) - side).max() <= 1) for side in (face, face[:, ::-1])))
        self.assertEqual(seen, {(True, False), (False, True)})

    def test_what_is_mixed_is_to_be_read_as_both(self) -> None:
        source = Source(synthetic.faces(70), Showing(mixed=1, label_smoothing=0, rare_repeats=1), CPU)
        view = source.view(1, seed=2)
        torch.testing.assert_close(view.ferplus.sum(dim=1), torch.ones(70))
        own = view.ferplus[torch.arange(70), torch.arange(70) % 7]
        self.assertGreaterEqual(own.min().item(), 0.5)
        self.assertLess(own.min().item(), 0.9)

    def test_faces_without_an_expression_teach_the_first_head_nothing(self) -> None:
        faces = synthetic.faces(7)
        faces.votes[:] = 0
        faces.votes[:, 9] = 10
        self.assertEqual(Source(faces, Showing(mixed=0), CPU).view(1, seed=1).ferplus.abs().max().item(), 0)

    def test_rare_expressions_come_several_times(self) -> None:
        # Of seven faces two are of rare expressions: disgust and fear.
        self.assertEqual(len(Source(synthetic.faces(7), Showing(rare_repeats=3), CPU)), 5 + 2 * 3)

    def test_views_become_milder_from_epoch_to_epoch(self) -> None:
        faces = synthetic.faces(70)
        shown = FreshViews(Source(faces, Showing(mildest=0, rare_repeats=1), CPU), seed=1)
        changed = [
            np.minimum(*(np.abs(shown.epoch(number, 5).faces.numpy().astype(int) - side) for side in (faces.images, faces.images[:, :, ::-1]))).mean()
            for number in (0, 2, 4)
        ]
        self.assertGreater(changed[0], changed[1])
        self.assertGreater(changed[1], changed[2])

    def test_stored_views_are_shown_from_the_first_to_the_last(self) -> None:
        count, size = 9, 4
        number = torch.arange(count)[:, None].expand(count, 6)
        views = Views(
            number[..., None, None].expand(count, 6, size, size).to(torch.uint8),
            number[..., None].expand(count, 6, 8).half(),
            number[..., None].expand(count, 6, 7).half(),
        )
        with tempfile.TemporaryDirectory() as name:
            for part in ("faces", "ferplus", "fer2013"):
                np.save(Path(name) / f"{part}.npy", getattr(views, part).numpy())
            stored = StoredViews.read(Path(name), seed=1, device=CPU)
            for epoch, expected in ((0, 0), (10, 4), (20, 8)):
                view = stored.epoch(epoch, 21)
                self.assertLessEqual((view.faces.float() - expected).abs().max().item(), 1)
                self.assertTrue(torch.equal(view.faces[:, 0, 0].float(), view.ferplus[:, 0]))
                self.assertTrue(torch.equal(view.ferplus[:, 0], view.fer2013[:, 0]))

    def test_stored_views_are_shown_as_they_are_or_mirrored(self) -> None:
        images = torch.from_numpy(synthetic.faces(28).images)
        stored = StoredViews(Views(images[None], torch.eye(28, 8)[None], torch.eye(28, 7)[None]), seed=1)
        view = stored.epoch(0, 3)
        ways = {tuple(torch.equal(shown, side) for side in (face, face.flip(1))) for shown, face in zip(view.faces, images)}
        self.assertEqual(ways, {(True, False), (False, True)})
        torch.testing.assert_close(view.ferplus, torch.eye(28, 8))


if __name__ == "__main__":
    unittest.main()
