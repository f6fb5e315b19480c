"""What a training run leaves behind, read again."""

import json
from pathlib import Path

import torch

from .network import ExpressionNet


CHECKPOINT = "checkpoint.pt"


def read(run: Path) -> dict:
    """The last checkpoint of a run. Only read runs of your own: like any pickle it could hold a program.

    (The loader that refuses programs knows no plain numbers in PyTorch 1.13, and an optimizer's state has them.)
    """
    return torch.load(run / CHECKPOINT, map_location="cpu", weights_only=False)


def averaged_network(run: Path) -> ExpressionNet:
    """The averaged network of a run's last checkpoint, in evaluation mode."""
    saved = read(run)["average"]
    prefix = "module."
    network = ExpressionNet()
    network.load_state_dict({name[len(prefix) :]: value for name, value in saved.items() if name.startswith(prefix)})
    return network.eval()


def was_aligned(run: Path) -> bool:
    """Whether the run saw aligned faces rather than whole pictures."""
    return json.loads((run / "recipe.json").read_text())["align"]
