import contextlib
import io
import json
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch

from training import teach
from training import train as training
from training.calibration import probabilities
from training.checkpoint import averaged_network, was_aligned
from training.evaluate import predict
from training.tests import synthetic

RECIPE = training.Recipe(epochs=4, batch=14, peak_rate=0.05, ema=0.8, label_smoothing=0, disturbed=0.02)


def run(folder: Path) -> torch.nn.Module:
    with contextlib.redirect_stdout(io.StringIO()):
        return training.train(synthetic.faces(112), synthetic.faces(14, seed=1), RECIPE, folder)


class Training(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def test_loss_falls_and_an_interrupted_run_ends_as_an_unbroken_one(self) -> None:
        unbroken = run(self.folder / "unbroken")
        epochs = [json.loads(line) for line in (self.folder / "unbroken/epochs.jsonl").read_text().splitlines()]
        self.assertEqual([epoch["epoch"] for epoch in epochs], [1, 2, 3, 4])
        self.assertLess(epochs[-1]["loss"], epochs[0]["loss"] * 0.8)

        # Stopped in the second epoch, before its checkpoint is written.
        with patch.object(training, "scores", side_effect=[{}, KeyboardInterrupt]):
            with self.assertRaises(KeyboardInterrupt):
                run(self.folder / "broken")
        resumed = run(self.folder / "broken")
        for (name, value), again in zip(unbroken.state_dict().items(), resumed.state_dict().values()):
            torch.testing.assert_close(again, value, msg=name)

        read = averaged_network(self.folder / "broken")
        faces = synthetic.faces(14, seed=2)
        np.testing.assert_allclose(predict(read, faces)[0], predict(resumed, faces)[0], atol=1e-5)
        self.assertTrue(was_aligned(self.folder / "broken"))

    def test_a_run_begins_with_another_runs_network(self) -> None:
        trained = run(self.folder / "first")
        still = replace(RECIPE, epochs=1, peak_rate=1e-9)
        with contextlib.redirect_stdout(io.StringIO()):
            begun = training.train(
                synthetic.faces(112), synthetic.faces(14, seed=1), still, self.folder / "second", begin=trained
            )
        for (name, value), again in zip(trained.named_parameters(), begun.parameters()):
            torch.testing.assert_close(again, value, atol=1e-5, rtol=0, msg=name)

    def test_a_network_that_is_taught_learns_what_its_teachers_say(self) -> None:
        faces = synthetic.faces(168)
        # The teachers say of every face what its label is not: the next class.
        wrong = (faces.labels + 1) % 7
        taught = np.eye(8, dtype=np.float32)[wrong], np.eye(7, dtype=np.float32)[wrong]
        recipe = replace(RECIPE, epochs=8, teachers=1.0, disturbed=0, small_share=0)
        with contextlib.redirect_stdout(io.StringIO()):
            network = training.train(faces, synthetic.faces(14, seed=1), recipe, self.folder / "taught", taught)
        fresh = synthetic.faces(28, seed=3)
        read = predict(network, fresh)[0].argmax(axis=1)
        self.assertGreater((read == (fresh.labels + 1) % 7).mean(), 0.8)

    def test_teachers_are_the_mean_of_their_probabilities(self) -> None:
        run(self.folder / "one")
        faces = synthetic.faces(14, seed=5)
        with patch.object(teach, "load", return_value=faces):
            ferplus, fer2013, _ = teach.ensemble([self.folder / "one"] * 2, self.folder, "Training")
        logits = predict(averaged_network(self.folder / "one"), faces)
        np.testing.assert_allclose(ferplus, probabilities(logits[0]), atol=1e-6)
        np.testing.assert_allclose(fer2013.sum(axis=1), 1, atol=1e-6)


if __name__ == "__main__":
    unittest.main()
