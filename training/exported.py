"""An exported model, run by PyTorch from its files as their format says."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


class ExportedModel:
    """The layers and weights of a model.json: what ships, rather than what it was made from."""

    def __init__(self, folder: Path):
        model = json.loads((folder / "model.json").read_text())
        self.metadata: dict = model["userDefinedMetadata"]
        self._layers = [(layer["class_name"], layer["config"]) for layer in model["modelTopology"]["config"]["layers"]]
        self._weights: dict[str, Tensor] = {}
        data, place = (folder / "weights.bin").read_bytes(), 0
        for entry in model["weightsManifest"][0]["weights"]:
            count = int(np.prod(entry["shape"]))
            values = np.frombuffer(data, "<f2", count, place).astype(np.float32).reshape(entry["shape"])
            self._weights[entry["name"]], place = torch.from_numpy(values), place + 2 * count
        if place != len(data):
            raise ValueError(f"{folder / 'weights.bin'} has {len(data)} bytes, its manifest speaks of {place}.")

    @torch.no_grad()
    def __call__(self, faces: Tensor) -> Tensor:
        """Logits [n, 8] of faces float [n, 1, size, size]."""
        for kind, config in self._layers:
            name = config["name"]
            if kind == "Conv2D":
                size, stride = config["kernel_size"][0], config.get("strides", [1])[0]
                # TensorFlow's "same": what the stride lacks is shared out, the odd one behind.
                missing = size - stride
                faces = F.pad(faces, (missing // 2, missing - missing // 2) * 2)
                kernel = self._weights[f"{name}/kernel"].permute(3, 2, 0, 1)
                faces = F.conv2d(faces, kernel, self._weights[f"{name}/bias"], stride=stride).relu()
            elif kind == "MaxPooling2D":
                faces = F.max_pool2d(faces, 2)
            elif kind == "GlobalAveragePooling2D":
                faces = faces.mean(dim=(2, 3))
            elif kind == "Dense":
                faces = faces @ self._weights[f"{name}/kernel"] + self._weights[f"{name}/bias"]
            else:
                raise ValueError(f"No such layer is exported: {kind}.")
        return faces
