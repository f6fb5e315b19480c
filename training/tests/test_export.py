import base64
import json
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch

from training import checkpoint, crops, parity_fixture
from training.export import export
from training.exported import ExportedModel, network_of
from training.network import ExpressionNet, TeacherNet

CHOSEN = {"adjustment": 0.5, "temperature": 1.2, "abstainBelow": 0.6}
SHARES = np.array([8, 4, 2, 1, 1, 1, 1, 1]) / 19


def used_network() -> ExpressionNet:
    """A network whose batch norms have seen data."""
    torch.manual_seed(3)
    network = ExpressionNet().train()
    for _ in range(3):
        network(torch.randn(8, 1, 48, 48) * 2 + 0.5)
    return network.eval()


class Export(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def test_the_same_network_gives_the_same_bytes(self) -> None:
        for name in ("first", "second"):
            export(used_network(), CHOSEN, SHARES, "1", self.folder / name)
        for file in ("model.json", "weights.bin"):
            self.assertEqual((self.folder / "first" / file).read_bytes(), (self.folder / "second" / file).read_bytes())

    def test_a_teacher_is_refused_and_nothing_written(self) -> None:
        with self.assertRaisesRegex(ValueError, "Only plain networks are exported: _Residual"):
            export(TeacherNet(), CHOSEN, SHARES, "1", self.folder / "model")
        self.assertFalse((self.folder / "model").exists())

    @torch.no_grad()
    def test_the_exported_model_computes_what_the_network_does(self) -> None:
        network = used_network()
        export(network, CHOSEN, SHARES, "1", self.folder)
        faces = torch.randn(5, 1, 48, 48)
        # Half of the logarithm of how much rarer each class is than the first.
        rarity = torch.tensor([0, 2, 4, 8, 8, 8, 8, 8]).clamp(1).log() / 2
        torch.testing.assert_close(ExportedModel(self.folder)(faces), network(faces)[0] + rarity, atol=5e-3, rtol=0)

    def test_weights_that_are_cut_off_are_told_in_a_sentence(self) -> None:
        export(used_network(), CHOSEN, SHARES, "1", self.folder)
        weights = self.folder / "weights.bin"
        size = weights.stat().st_size
        weights.write_bytes(weights.read_bytes()[:-100])
        with self.assertRaisesRegex(ValueError, f"has {size - 100} bytes, its manifest speaks of {size}"):
            ExportedModel(self.folder)

    @torch.no_grad()
    def test_an_exported_model_is_a_network_again(self) -> None:
        network, faces = used_network(), torch.randn(64, 1, 48, 48) * 2
        export(network, CHOSEN, SHARES, "1", self.folder)
        again = network_of(self.folder, faces)
        for ours, before in zip(again(faces), network(faces)):
            torch.testing.assert_close(ours, before, atol=5e-3, rtol=0)
        # Its batch norms know what they would measure: in training it reads the same.
        again.train().dropout.p = 0
        torch.testing.assert_close(again(faces)[0], network(faces)[0], atol=5e-2, rtol=0)

    @torch.no_grad()
    def test_the_parity_fixture_is_what_the_exported_model_reads(self) -> None:
        network, run, fixture = used_network(), self.folder / "run", self.folder / "parity.json"
        run.mkdir()
        checkpoint.write(run, {"averaged": network.state_dict()})
        (run / "recipe.json").write_text(json.dumps({"network": "expression"}))
        export(network, CHOSEN, SHARES, "1", self.folder)
        words = ["", "--exported", str(self.folder), "--out", str(fixture)]
        for source, tolerance in ((["--run", str(run)], 5e-3), ([], 1e-5)):
            with patch("sys.argv", words + source):
                parity_fixture.main()
            for face in json.loads(fixture.read_text())["faces"]:
                plain = torch.frombuffer(bytearray(base64.b64decode(face["pixels"])), dtype=torch.uint8).view(1, 1, 48, 48)
                read = ExportedModel(self.folder)(crops.normalised(plain))[0]
                torch.testing.assert_close(read, torch.tensor(face["logits"]["plain"]), atol=tolerance, rtol=0)

    def test_metadata_says_how_to_use_it(self) -> None:
        export(used_network(), CHOSEN, SHARES, "1", self.folder)
        metadata = json.loads((self.folder / "model.json").read_text())["userDefinedMetadata"]
        self.assertEqual(metadata["size"], 48)
        self.assertEqual(len(metadata["labels"]), 8)
        self.assertEqual({name: metadata[name] for name in CHOSEN}, CHOSEN)

    def test_the_head_of_the_seven_labels_is_kept_for_evaluation(self) -> None:
        network = used_network()
        export(network, CHOSEN, SHARES, "1", self.folder)
        head = json.loads((self.folder / "fer2013-head.json").read_text())
        np.testing.assert_allclose(np.array(head["kernel"]).T, network.fer2013.weight.detach().numpy(), atol=1e-5)
        np.testing.assert_allclose(head["bias"], network.fer2013.bias.detach().numpy(), atol=1e-5)


if __name__ == "__main__":
    unittest.main()
