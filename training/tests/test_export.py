import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from training.export import export
from training.network import ExpressionNet

CHOSEN = {"temperature": 1.2, "abstainBelow": 0.6}


def used_network() -> ExpressionNet:
    """A network whose batch norms have seen data."""
    torch.manual_seed(3)
    network = ExpressionNet().train()
    for _ in range(3):
        network(torch.randn(8, 1, 48, 48) * 2 + 0.5)
    return network.eval()


def run_exported(folder: Path, faces: torch.Tensor) -> torch.Tensor:
    """The exported model's logits, its files read as their format says."""
    model = json.loads((folder / "model.json").read_text())
    data, weights, place = (folder / "weights.bin").read_bytes(), {}, 0
    for entry in model["weightsManifest"][0]["weights"]:
        count = int(np.prod(entry["shape"]))
        values = np.frombuffer(data, "<f2", count, place).astype(np.float32).reshape(entry["shape"])
        weights[entry["name"]], place = torch.from_numpy(values), place + 2 * count
    assert place == len(data)
    for layer in model["modelTopology"]["config"]["layers"]:
        kind, name = layer["class_name"], layer["config"]["name"]
        if kind == "Conv2D":
            kernel = weights[f"{name}/kernel"].permute(3, 2, 0, 1)
            size, stride = layer["config"]["kernel_size"][0], layer["config"]["strides"][0]
            # TensorFlow's "same": the side divided by the stride, what is missing shared out, the odd one behind.
            missing = size - stride
            faces = F.pad(faces, (missing // 2, missing - missing // 2) * 2)
            faces = F.conv2d(faces, kernel, weights[f"{name}/bias"], stride=stride).relu()
        elif kind == "MaxPooling2D":
            faces = F.max_pool2d(faces, 2)
        elif kind == "GlobalAveragePooling2D":
            faces = faces.mean(dim=(2, 3))
        else:
            faces = faces @ weights[f"{name}/kernel"] + weights[f"{name}/bias"]
    return faces


class Export(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def test_the_same_network_gives_the_same_bytes(self) -> None:
        for name in ("first", "second"):
            export(used_network(), CHOSEN, self.folder / name)
        for file in ("model.json", "weights.bin"):
            self.assertEqual((self.folder / "first" / file).read_bytes(), (self.folder / "second" / file).read_bytes())

    @torch.no_grad()
    def test_the_exported_model_computes_what_the_network_does(self) -> None:
        network = used_network()
        export(network, CHOSEN, self.folder)
        faces = torch.randn(5, 1, 48, 48)
        torch.testing.assert_close(run_exported(self.folder, faces), network(faces)[0], atol=5e-3, rtol=0)

    def test_metadata_says_how_to_use_it(self) -> None:
        export(used_network(), CHOSEN, self.folder)
        metadata = json.loads((self.folder / "model.json").read_text())["userDefinedMetadata"]
        self.assertEqual(metadata["size"], 48)
        self.assertEqual(len(metadata["labels"]), 8)
        self.assertEqual({name: metadata[name] for name in CHOSEN}, CHOSEN)


if __name__ == "__main__":
    unittest.main()
