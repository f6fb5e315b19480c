import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch

from training import train as training
from training.checkpoint import averaged_network, was_aligned
from training.evaluate import predict
from training.tests import synthetic

RECIPE = training.Recipe(epochs=3, batch=14, peak_rate=0.05, ema=0.8)


def run(folder: Path) -> torch.nn.Module:
    with contextlib.redirect_stdout(io.StringIO()):
        return training.train(synthetic.faces(56), synthetic.faces(14, seed=1), RECIPE, folder)


class Training(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def test_loss_falls_and_an_interrupted_run_ends_as_an_unbroken_one(self) -> None:
        unbroken = run(self.folder / "unbroken")
        epochs = [json.loads(line) for line in (self.folder / "unbroken/epochs.jsonl").read_text().splitlines()]
        self.assertEqual([epoch["epoch"] for epoch in epochs], [1, 2, 3])
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


if __name__ == "__main__":
    unittest.main()
