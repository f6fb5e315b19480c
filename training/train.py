"""Trains the expression model, resumable from its last epoch: python -m training.train --help."""

import argparse
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import checkpoint, crops
from .data import Faces, load
from .evaluate import predict, scores
from .network import ExpressionNet


@dataclass
class Recipe:
    """Everything a run depends on besides the data."""

    epochs: int = 22
    batch: int = 128
    peak_rate: float = 0.15
    rise: float = 9 / 22
    """Share of the run until the learning rate's peak."""
    weight_decay: float = 5e-4
    momentum: float = 0.9
    ema: float = 0.998
    fer2013_weight: float = 0.5
    """Weight of the seven original labels' loss beside the votes'."""
    label_smoothing: float = 0.1
    align: bool = True
    seed: int = 1


def loss(network: ExpressionNet, faces: Tensor, targets: Tensor, weights: Tensor, labels: Tensor, recipe: Recipe) -> Tensor:
    """Cross-entropy against the vote distribution plus that against the original label."""
    ferplus, fer2013 = network(faces)
    votes = -(targets * F.log_softmax(ferplus, dim=1)).sum(dim=1)
    original = F.cross_entropy(fer2013, labels, label_smoothing=recipe.label_smoothing)
    return (votes * weights).mean() + recipe.fer2013_weight * original


def train(faces: Faces, validation: Faces, recipe: Recipe, folder: Path) -> ExpressionNet:
    """Trains to the recipe's end, or on from the folder's checkpoint. Returns the averaged network."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recipe.json").write_text(json.dumps(asdict(recipe), indent=2) + "\n")
    torch.manual_seed(recipe.seed)
    network = ExpressionNet().to(memory_format=torch.channels_last)
    average = torch.optim.swa_utils.AveragedModel(
        network, avg_fn=lambda mean, now, _: recipe.ema * mean + (1 - recipe.ema) * now, use_buffers=True
    )
    optimizer = torch.optim.SGD(
        network.parameters(), lr=recipe.peak_rate, momentum=recipe.momentum, nesterov=True, weight_decay=recipe.weight_decay
    )
    steps = len(faces.images) // recipe.batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, recipe.peak_rate, total_steps=steps * recipe.epochs, pct_start=recipe.rise
    )
    stateful = {"network": network, "average": average, "optimizer": optimizer, "schedule": schedule}

    latest, first = folder / checkpoint.CHECKPOINT, 0
    if latest.exists():
        saved = checkpoint.read(folder)
        for name, part in stateful.items():
            part.load_state_dict(saved[name])
        first = saved["epoch"] + 1

    images, maps = torch.from_numpy(faces.images), torch.from_numpy(faces.maps)
    targets, weights = map(torch.from_numpy, faces.vote_distribution())
    labels = torch.from_numpy(faces.labels)
    augmentation = crops.Augmentation()
    for epoch in range(first, recipe.epochs):
        started, total = time.monotonic(), 0.0
        # A seed of its own for each epoch, so that a resumed run sees the same crops as an unbroken one.
        torch.manual_seed(recipe.seed * 1000 + epoch)
        network.train()
        for step, rows in enumerate(torch.randperm(len(images))[: steps * recipe.batch].view(steps, -1)):
            batch = crops.cut(images[rows], maps[rows], augmentation).contiguous(memory_format=torch.channels_last)
            optimizer.zero_grad(set_to_none=True)
            value = loss(network, batch, targets[rows], weights[rows], labels[rows], recipe)
            value.backward()
            optimizer.step()
            schedule.step()
            average.update_parameters(network)
            total += value.item()
            if step % 20 == 19:
                left = (time.monotonic() - started) / (step + 1) * (steps * (recipe.epochs - epoch) - step - 1)
                print(f"\repoch {epoch + 1}/{recipe.epochs}  {step + 1}/{steps}  {left / 60:.0f} min left", end="", flush=True)
        result = {"epoch": epoch + 1, "loss": total / steps, "seconds": time.monotonic() - started}
        result |= {"publicTest": scores(predict(average.module, validation), validation)}
        with open(folder / "epochs.jsonl", "a") as log:
            log.write(json.dumps(result) + "\n")
        print(f"\repoch {epoch + 1}/{recipe.epochs}  {json.dumps(result)}")
        # Written beside and renamed, so that an interruption leaves the previous one whole.
        partial = latest.with_suffix(".part")
        torch.save({name: part.state_dict() for name, part in stateful.items()} | {"epoch": epoch}, partial)
        partial.rename(latest)
    return average.module


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the expression model on FER-2013 with the FER+ votes.")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint and log; an existing run resumes")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--raw", action="store_true", help="whole pictures instead of aligned faces, to compare")
    options = parser.parse_args()
    faces = load(options.data, align=not options.raw)
    recipe = Recipe(epochs=options.epochs, seed=options.seed, align=not options.raw)
    train(faces.split("Training"), faces.split("PublicTest"), recipe, options.out)


if __name__ == "__main__":
    main()
