"""Writes the trained network as a TensorFlow.js layers model: python -m training.export --help.

The files are written directly, so no TensorFlow is needed: model.json holds the layers, the weights' manifest and
the metadata, weights.bin the weights as half floats. Batch norm is folded into the convolutions, dropout is gone,
and the head for the seven original labels stays behind. The outputs are logits: who uses them divides by the
temperature. The same network gives the same bytes.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from torch import nn

from . import calibration, crops
from .align import canonical_points
from .checkpoint import was_aligned
from .data import FER2013_CLASSES, FERPLUS_CLASSES, load
from .evaluate import choices
from .exported import add_network_options, network_given
from .network import ExpressionNet


def folded(convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> tuple[np.ndarray, np.ndarray]:
    """A convolution and the batch norm after it as one: kernel [height, width, in, out] and bias [out]."""
    double = lambda tensor: tensor.detach().double().numpy()  # noqa: E731
    scale = double(norm.weight) / np.sqrt(double(norm.running_var) + norm.eps)
    kernel = double(convolution.weight) * scale[:, None, None, None]
    bias = double(norm.bias) - double(norm.running_mean) * scale
    return kernel.transpose(2, 3, 1, 0), bias


def layers_and_weights(network: ExpressionNet, size: int, shift: np.ndarray) -> tuple[list[dict], dict[str, np.ndarray]]:
    """The layers as Keras configurations, in order, and their weights by name, in order. shift [8] is added to the logits.

    ValueError for a network that is no plain one, as a teacher is not.
    """
    layers, weights = [], {}
    stage, place = 1, 1
    for module in network.features:
        if isinstance(module, nn.Sequential):
            name = f"stage{stage}_conv{place}"
            _, convolution, norm, _ = module
            kernel, bias = folded(convolution, norm)
            weights |= {f"{name}/kernel": kernel, f"{name}/bias": bias}
            config = {
                "name": name,
                "filters": len(bias),
                "kernel_size": list(convolution.kernel_size),
                "strides": list(convolution.stride),
                "padding": "same",
                "activation": "relu",
                "use_bias": True,
            }
            layers.append({"class_name": "Conv2D", "config": config})
            place += 1
        elif isinstance(module, nn.MaxPool2d):
            config = {"name": f"stage{stage}_pool", "pool_size": [2, 2], "strides": [2, 2], "padding": "valid"}
            layers.append({"class_name": "MaxPooling2D", "config": config})
            stage, place = stage + 1, 1
        else:
            raise ValueError(f"Only plain networks are exported: {type(module).__name__} is no layer of one.")
    layers.append({"class_name": "GlobalAveragePooling2D", "config": {"name": "pool"}})
    kernel = network.ferplus.weight.detach().numpy().T
    weights |= {"logits/kernel": kernel, "logits/bias": network.ferplus.bias.detach().numpy() + shift}
    layers.append({"class_name": "Dense", "config": {"name": "logits", "units": kernel.shape[1], "use_bias": True}})
    layers[0]["config"]["batch_input_shape"] = [None, size, size, 1]
    return layers, weights


def export(network: ExpressionNet, chosen: dict[str, float], shares: np.ndarray, version: str, folder: Path) -> None:
    """Writes model.json, weights.bin and, for evaluation alone, the head for the seven original labels."""
    size, _ = canonical_points()
    shift = calibration.adjusted(np.zeros((1, len(shares))), shares, chosen["adjustment"])[0]  # Part of the biases.
    layers, weights = layers_and_weights(network, size, shift)
    stored = {"dtype": "float16", "original_dtype": "float32"}
    manifest = [
        {"name": name, "shape": list(values.shape), "dtype": "float32", "quantization": stored}
        for name, values in weights.items()
    ]
    model = {
        "format": "layers-model",
        "generatedBy": "countenance training.export",
        "convertedBy": None,
        "modelTopology": {"class_name": "Sequential", "config": {"name": "expression", "layers": layers}},
        "weightsManifest": [{"paths": ["weights.bin"], "weights": manifest}],
        "userDefinedMetadata": {
            "labels": list(FERPLUS_CLASSES),
            "size": size,
            "mean": crops.MEAN,
            "std": crops.STD,
            **chosen,
            "shift": [round(value, 5) for value in shift.tolist()],
            "version": version,
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    halves = [np.ascontiguousarray(values, dtype="<f2").tobytes() for values in weights.values()]
    data = b"".join(halves)
    (folder / "weights.bin").write_bytes(data)
    (folder / "model.json").write_text(json.dumps(model, indent=1) + "\n")
    rounded = lambda tensor: np.round(tensor.detach().numpy().T.astype(float), 5).tolist()  # noqa: E731
    head = {
        "labels": FER2013_CLASSES,
        "weightsSha256": hashlib.sha256(data).hexdigest(),
        "kernel": rounded(network.fer2013.weight),
        "bias": rounded(network.fer2013.bias),
    }
    (folder / "fer2013-head.json").write_text(json.dumps(head) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Export a trained expression model for TensorFlow.js.")
    add_network_options(parser)
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--version", required=True, help="what the model is called from now on: whoever reads a session is told of it")
    parser.add_argument("--out", type=Path, default=Path("models/expression"))
    options = parser.parse_args()
    if options.run and not was_aligned(options.run):
        parser.error(f"{options.run} was trained on whole pictures, and the engine aligns every face: it cannot ship.")
    faces = load(options.data)
    training = faces.split("Training")
    network = network_given(options, training)
    chosen = choices(network, faces)
    export(network, chosen, training.class_shares(), options.version, options.out)
    print(json.dumps(chosen))


if __name__ == "__main__":
    main()
