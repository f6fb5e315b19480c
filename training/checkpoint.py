"""What a training run leaves behind, written and read again."""

import json
from pathlib import Path

import torch

from .network import NETWORKS, Reader

CHECKPOINT = "checkpoint.pt"


def write(run: Path, checkpoint: dict) -> None:
    """Beside the previous one first, so that an interruption leaves that whole."""
    partial = (run / CHECKPOINT).with_suffix(".part")
    torch.save(checkpoint, partial)
    partial.replace(run / CHECKPOINT)


def read(run: Path) -> dict:
    """The last checkpoint of a run."""
    return torch.load(run / CHECKPOINT, map_location="cpu", weights_only=True)


def recipe(run: Path) -> dict:
    return json.loads((run / "recipe.json").read_text())


def averaged_network(run: Path) -> Reader:
    """The averaged network of a run's last checkpoint, in evaluation mode."""
    network = NETWORKS[recipe(run)["network"]]()
    network.load_state_dict(read(run)["averaged"])
    return network.eval()


def was_aligned(run: Path) -> bool:
    """Whether the run saw aligned faces rather than whole pictures."""
    return recipe(run)["showing"]["align"]
