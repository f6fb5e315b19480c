"""An exported model, run by PyTorch from its files as their format says."""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import crops
from .checkpoint import averaged_network, was_aligned
from .data import Faces
from .network import ExpressionNet, Reader


class ExportedModel:
    """The layers and weights of a model.json: what ships, rather than what it was made from."""

    def __init__(self, folder: Path):
        model = json.loads((folder / "model.json").read_text())
        self.metadata: dict = model["userDefinedMetadata"]
        self.layers = [(layer["class_name"], layer["config"]) for layer in model["modelTopology"]["config"]["layers"]]
        self.weights: dict[str, Tensor] = {}
        data, place = (folder / "weights.bin").read_bytes(), 0
        entries = model["weightsManifest"][0]["weights"]
        size = sum(2 * int(np.prod(entry["shape"])) for entry in entries)
        if size != len(data):
            raise ValueError(f"{folder / 'weights.bin'} has {len(data)} bytes, its manifest speaks of {size}.")
        for entry in entries:
            count = int(np.prod(entry["shape"]))
            values = np.frombuffer(data, "<f2", count, place).astype(np.float32).reshape(entry["shape"])
            self.weights[entry["name"]], place = torch.from_numpy(values), place + 2 * count

    @torch.no_grad()
    def __call__(self, faces: Tensor) -> Tensor:
        """Logits [n, 8] of faces float [n, 1, size, size]."""
        for kind, config in self.layers:
            name = config["name"]
            if kind == "Conv2D":
                size, stride = config["kernel_size"][0], config.get("strides", [1])[0]
                # TensorFlow's "same": what the stride lacks is shared out, the odd one behind.
                missing = size - stride
                faces = F.pad(faces, (missing // 2, missing - missing // 2) * 2)
                kernel = self.weights[f"{name}/kernel"].permute(3, 2, 0, 1)
                faces = F.conv2d(faces, kernel, self.weights[f"{name}/bias"], stride=stride).relu()
            elif kind == "MaxPooling2D":
                faces = F.max_pool2d(faces, 2)
            elif kind == "GlobalAveragePooling2D":
                faces = faces.mean(dim=(2, 3))
            elif kind == "Dense":
                faces = faces @ self.weights[f"{name}/kernel"] + self.weights[f"{name}/bias"]
            else:
                raise ValueError(f"No such layer is exported: {kind}.")
        return faces


def some_crops(faces: Faces) -> Tensor:
    """Of the faces, as many as `network_of` wants."""
    return crops.cut(torch.from_numpy(faces.images[:2048]), torch.from_numpy(faces.maps[:2048]))


@torch.no_grad()
def network_of(folder: Path, faces: Tensor) -> ExpressionNet:
    """The exported model as a network that can teach.

    faces: float [n, 1, size, size], some to measure what its batch norms, which were folded away, would take out of them.
    """
    exported = ExportedModel(folder)
    stem, *stages = _widths(exported.layers)
    network = ExpressionNet(stem[0], tuple(stages)).eval()
    weights = exported.weights
    names = (config["name"] for kind, config in exported.layers if kind == "Conv2D")
    for layer in network.features:
        if isinstance(layer, nn.Sequential):
            (pad, convolution, norm, _), name = layer, next(names)
            convolution.weight.copy_(weights[f"{name}/kernel"].permute(3, 2, 0, 1))
            before = convolution(pad(faces))
            norm.running_mean.copy_(before.mean(dim=(0, 2, 3)))
            norm.running_var.copy_(before.var(dim=(0, 2, 3)))
            norm.weight.copy_((norm.running_var + norm.eps).sqrt())
            norm.bias.copy_(weights[f"{name}/bias"] + norm.running_mean)
        faces = layer(faces)
    head = json.loads((folder / "fer2013-head.json").read_text())
    network.ferplus.weight.copy_(weights["logits/kernel"].T)
    network.ferplus.bias.copy_(weights["logits/bias"] - torch.tensor(exported.metadata["shift"]))
    network.fer2013.weight.copy_(torch.tensor(head["kernel"]).T)
    network.fer2013.bias.copy_(torch.tensor(head["bias"]))
    return network


def add_network_options(parser: argparse.ArgumentParser) -> None:
    """--run or --exported: the network that a command is about. `network_given` reads it."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--run", type=Path, help="folder of the training run")
    source.add_argument("--exported", type=Path, help="folder of an exported model, for which all is chosen anew")


def network_given(options: argparse.Namespace, training: Faces) -> Reader:
    return averaged_network(options.run) if options.run else network_of(options.exported, some_crops(training))


def add_networks_options(parser: argparse.ArgumentParser, which: str) -> None:
    """--runs and --exported, either or both: the networks that a command is about. `networks_given` reads them."""
    parser.add_argument("--runs", type=Path, nargs="*", default=[], help=f"folders of training runs: {which}")
    parser.add_argument("--exported", type=Path, nargs="*", default=[], help="folders of exported models, as well or instead")


def alignment_given(parser: argparse.ArgumentParser, options: argparse.Namespace) -> bool:
    """Whether the networks know aligned faces. Ends the command where some do and some do not."""
    aligned = {was_aligned(run) for run in options.runs} | {True for _ in options.exported}
    if len(aligned) > 1:
        parser.error("Some of the networks know aligned faces, some whole pictures: they cannot look at the same ones.")
    return aligned.pop()


def names_given(options: argparse.Namespace) -> list[str]:
    """What to call them in a report: runs by their folders, exported models by their versions."""
    return [run.name for run in options.runs] + [ExportedModel(folder).metadata["version"] for folder in options.exported]


def networks_given(options: argparse.Namespace, training: Faces) -> list[Reader]:
    """Those of --runs, then those of --exported."""
    some = some_crops(training)
    return [averaged_network(run) for run in options.runs] + [network_of(folder, some) for folder in options.exported]


def _widths(layers: list[tuple[str, dict]]) -> list[tuple[int, ...]]:
    """The convolutions' widths: the first one alone, then those between poolings."""
    stages: list[list[int]] = [[]]
    for kind, config in layers:
        if kind == "MaxPooling2D":
            stages.append([])
        elif kind == "Conv2D":
            stages[-1].append(config["filters"])
    (stem, *first), *others = stages
    return [(stem,), tuple(first), *map(tuple, others)]
