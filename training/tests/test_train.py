import contextlib
import io
import json
import tempfile
import unittest
from dataclasses import asdict, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch
from torch import nn

from training import checkpoint, teach
from training import train as training
from training.checkpoint import averaged_network, was_aligned
from training.evaluate import predict
from training.exported import ExportedModel
from training.network import in_bfloat16
from training.step import Training as Trainee
from training.step import rate
from training.tests import synthetic
from training.views import FreshViews, Showing, Source, StoredViews, Views

CPU = torch.device("cpu")
SHIPPED = Path(__file__).parents[2] / "models" / "expression"
SHOWING = Showing(label_smoothing=0, disturbed=0.02, mixed=0.1, rare_repeats=1)
RECIPE = training.Recipe(epochs=6, batch=14, peak_rate=0.05, ema=0.8, showing=SHOWING)


def run(folder: Path, recipe: training.Recipe = RECIPE, shown: FreshViews | StoredViews | None = None) -> nn.Module:
    shown = shown or FreshViews(Source(synthetic.faces(112), SHOWING, CPU), seed=1)
    with contextlib.redirect_stdout(io.StringIO()):
        return training.train(shown, synthetic.faces(14, seed=1), recipe, folder, CPU)


class Training(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def test_loss_falls_and_an_interrupted_run_ends_as_an_unbroken_one(self) -> None:
        unbroken = run(self.folder / "unbroken")
        epochs = [json.loads(line) for line in (self.folder / "unbroken/epochs.jsonl").read_text().splitlines()]
        self.assertEqual([epoch["epoch"] for epoch in epochs], [1, 2, 3, 4, 5, 6])
        self.assertLess(epochs[-1]["loss"], epochs[0]["loss"] * 0.8)

        # Stopped in the second epoch, before its checkpoint is written.
        with patch.object(training, "scores", side_effect=[{}, KeyboardInterrupt]):
            with self.assertRaises(KeyboardInterrupt):
                run(self.folder / "broken")
        resumed = run(self.folder / "broken")
        for (name, value), again in zip(unbroken.state_dict().items(), resumed.state_dict().values()):
            torch.testing.assert_close(again, value, rtol=0, atol=0, msg=name)
        # One that has ended is what it was.
        torch.testing.assert_close(run(self.folder / "broken").state_dict(), resumed.state_dict(), rtol=0, atol=0)

        read = averaged_network(self.folder / "broken")
        faces = synthetic.faces(14, seed=2)
        np.testing.assert_allclose(predict(read, faces)[0], predict(resumed, faces)[0], atol=1e-5)
        self.assertTrue(was_aligned(self.folder / "broken"))

    def test_a_run_goes_on_only_as_it_began(self) -> None:
        folder = self.folder / "run"
        run(folder, replace(RECIPE, epochs=1))
        for other in (replace(RECIPE, epochs=2), replace(RECIPE, epochs=1, seed=2), replace(RECIPE, epochs=1, network="teacher")):
            with self.assertRaisesRegex(ValueError, "a run of another recipe"):
                run(folder, other)
        self.assertEqual(checkpoint.recipe(folder), json.loads(json.dumps(asdict(replace(RECIPE, epochs=1)))))

    def test_a_batch_has_faces_that_another_is_blended_into_and_plain_ones(self) -> None:
        # Whom another is blended into has two labels.
        shown = FreshViews(Source(synthetic.faces(112), replace(SHOWING, mixed=0.5, disturbed=0, mildest=1), CPU), seed=1)
        shares = []
        with patch.object(Trainee, "step", lambda _, views, rows, __: shares.append(((views.ferplus[rows] > 0).sum(dim=1) > 1).float().mean())):
            run(self.folder / "run", replace(RECIPE, epochs=2, batch=28), shown)
        self.assertEqual(len(shares), 8)
        self.assertGreater(min(shares), 0.1)
        self.assertLess(max(shares), 0.7)

    def test_a_step_is_that_of_the_librarys_own_optimizer(self) -> None:
        ours, theirs = nn.Linear(3, 15), nn.Linear(3, 15)
        theirs.load_state_dict(ours.state_dict())
        heads = lambda linear: lambda faces: linear(faces.mean(dim=(2, 3)).repeat(1, 3).float()).split([8, 7], dim=1)  # noqa: E731
        trainee = Trainee(Reading(ours, heads), batch=4, momentum=0.9, weight_decay=0.01, ema=0.5, fer2013_weight=0.7)
        optimizer = torch.optim.SGD(theirs.parameters(), lr=0.3, momentum=0.9, nesterov=True, weight_decay=0.01)
        views = Source(synthetic.faces(8), SHOWING, CPU).view(1, seed=3)
        mean = theirs.weight.detach().clone()
        for rows in torch.arange(8).view(2, 4):
            trainee.step(views, rows, rate=0.3)
            optimizer.zero_grad()
            with in_bfloat16(CPU):
                logits = heads(theirs)((views.faces[rows, None].float() - 128) / 64)
            targets = views.ferplus[rows], views.fer2013[rows]
            losses = [-(goal * each.float().log_softmax(1)).sum(1).mean() for goal, each in zip(targets, logits)]
            (losses[0] + 0.7 * losses[1]).backward()
            optimizer.step()
            mean = (mean + theirs.weight.detach()) / 2
        torch.testing.assert_close(ours.weight, theirs.weight, atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(trainee.averaged_state()["linear.weight"], mean, atol=1e-5, rtol=1e-4)

    def test_the_rate_rises_to_its_peak_and_falls_to_nothing(self) -> None:
        rates = [rate(progress, peak=0.2, rise=0.25) for progress in (0, 0.25, 0.625, 1)]
        np.testing.assert_allclose(rates, [0.008, 0.2, 0.1, 0], atol=1e-9)

    def test_a_network_that_is_taught_learns_what_its_teachers_say(self) -> None:
        faces = synthetic.faces(168)
        views = Source(faces, SHOWING, CPU).view(0, seed=1)
        # The teachers say of every face what its label is not: the next class.
        wrong = torch.from_numpy((faces.labels + 1) % 7)
        opinion = torch.eye(8)[wrong], torch.eye(7)[wrong]
        with patch.object(teach, "opinion", return_value=opinion):
            taught = teach.taught(views, [], weight=1)
        stored = StoredViews(Views(taught.faces[None], taught.ferplus[None].half(), taught.fer2013[None].half()), seed=1)
        network = run(self.folder / "taught", replace(RECIPE, epochs=8), stored)
        fresh = synthetic.faces(28, seed=3)
        read = predict(network, fresh)[0].argmax(axis=1)
        self.assertGreater((read == (fresh.labels + 1) % 7).mean(), 0.8)

    def test_teachers_are_the_mean_of_their_probabilities(self) -> None:
        first, second = (run(self.folder / str(seed), replace(RECIPE, epochs=1, seed=seed)).eval() for seed in (1, 2))
        faces = torch.from_numpy(synthetic.faces(14, seed=5).images)
        both, alone = teach.opinion([first, second], faces), [teach.opinion([each], faces) for each in (first, second)]
        for head in (0, 1):
            torch.testing.assert_close(both[head], (alone[0][head] + alone[1][head]) / 2)
            torch.testing.assert_close(both[head].sum(dim=1), torch.ones(14))
        for said, mirrored in zip(both, teach.opinion([first, second], faces.flip(2))):
            torch.testing.assert_close(said, mirrored)

    def test_the_command_lines_lead_from_a_teacher_to_its_pupil(self) -> None:
        data = self.folder / "data"
        synthetic.write(data)
        run(self.folder / "teacher", replace(RECIPE, epochs=1))
        commands = (
            (teach, ["--runs", "teacher", "--out", "taught", "--views", "2"]),
            (training, ["--taught", "taught", "--out", "pupil", "--epochs", "1"]),
        )
        for module, words in commands:
            self.call(module, data, words)
        recipe = json.loads((self.folder / "pupil/recipe.json").read_text())
        taught = {name: recipe["taught"][name] for name in ("runs", "views", "seed", "weight")}
        self.assertEqual(taught, {"runs": ["teacher"], "views": 2, "seed": 100, "weight": 0.75})
        averaged_network(self.folder / "pupil")

    def test_exported_models_teach_alone(self) -> None:
        data = self.folder / "data"
        synthetic.write(data)
        with contextlib.redirect_stderr(io.StringIO()) as told, self.assertRaises(SystemExit):
            self.call(teach, data, ["--out", "taught"])
        self.assertIn("Somebody has to teach", told.getvalue())
        self.call(teach, data, ["--exported", str(SHIPPED), "--out", "taught", "--views", "1"])
        self.assertEqual(json.loads((self.folder / "taught/teachers.json").read_text())["runs"], [ExportedModel(SHIPPED).metadata["version"]])

    def test_views_that_were_made_before_are_shown_as_they_are(self) -> None:
        for words in (["--raw"], ["--mildest", "0.5"]):
            with contextlib.redirect_stderr(io.StringIO()) as told, self.assertRaises(SystemExit):
                self.call(training, self.folder, ["--taught", "taught", "--out", "pupil", *words])
            self.assertIn("go without --taught", told.getvalue())

    def call(self, module, data: Path, words: list[str]) -> None:
        """A command line on the data, in which some words are folders."""
        words = [str(self.folder / word) if word in ("teacher", "taught", "pupil") else word for word in words]
        with patch("sys.argv", ["", "--data", str(data), *words]), contextlib.redirect_stdout(io.StringIO()):
            module.main()


class Reading(nn.Module):
    """A linear layer in a network's place."""

    def __init__(self, linear: nn.Linear, heads):
        super().__init__()
        self.linear, self._heads = linear, heads

    def forward(self, faces: torch.Tensor):
        return self._heads(self.linear)(faces)


if __name__ == "__main__":
    unittest.main()
