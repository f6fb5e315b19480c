"""What a training run leaves behind, read again."""

import json
from pathlib import Path

import torch

from .network import ExpressionNet


def averaged_network(run: Path) -> ExpressionNet:
    """The averaged network of a run's last checkpoint, in evaluation mode."""
    saved = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)["average"]
    prefix = "module."
    network = ExpressionNet()
    network.load_state_dict({name[len(prefix) :]: value for name, value in saved.items() if name.startswith(prefix)})
    return network.eval()


def was_aligned(run: Path) -> bool:
    """Whether the run saw aligned faces rather than whole pictures."""
    return json.loads((run / "recipe.json").read_text())["align"]
