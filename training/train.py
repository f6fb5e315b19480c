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

from . import checkpoint, conditions, crops
from .data import FERPLUS_CLASSES, Faces, load
from .evaluate import predict, scores
from .network import ExpressionNet


@dataclass
class Recipe:
    """Everything a run depends on besides the data."""

    epochs: int = 60
    batch: int = 128
    peak_rate: float = 0.12
    rise: float = 0.3
    """Share of the run until the learning rate's peak."""
    small_share: float = 0.35
    """Share of the epochs, the first, that see faces of `small_side` pixels, at less than half the cost."""
    small_side: int = 32
    weight_decay: float = 5e-4
    momentum: float = 0.9
    ema: float = 0.998
    fer2013_weight: float = 0.7
    """Weight of the seven original labels' loss beside the votes'."""
    label_smoothing: float = 0.1
    teachers: float = 0.0
    """Weight of the teachers' probabilities in the targets; the votes and labels have the rest."""
    augmentation: float = 1.0
    """How far crops stray, in shares of `crops.Augmentation`'s ranges."""
    dropout: float = 1.0
    """In shares of the network's own."""
    disturbed: float = 0.05
    """Share of the faces that meet each of `conditions.disturb`'s disturbances."""
    rare_repeats: int = 3
    """How often an epoch shows a face of which one of RARE has at least RARE_SHARE of the votes."""
    align: bool = True
    seed: int = 1
    begun: str = ""
    """Name of the run whose averaged weights this one begins with; without a name it begins with random ones."""


RARE, RARE_SHARE = ("disgust", "fear", "contempt"), 0.4


def rows_of_an_epoch(faces: Faces, repeats: int) -> Tensor:
    """Row numbers, those of the rare expressions `repeats` times."""
    share = faces.votes / faces.votes.sum(axis=1, keepdims=True)
    rare = share[:, [FERPLUS_CLASSES.index(name) for name in RARE]].max(axis=1) >= RARE_SHARE
    return torch.from_numpy(np.repeat(np.arange(len(faces.images)), np.where(rare, repeats, 1)))


@dataclass
class Targets:
    """What a batch is to learn: distributions [n, 8] and [n, 7], and the first's weights [n], 0 or 1."""

    ferplus: Tensor
    fer2013: Tensor
    weights: Tensor

    @staticmethod
    def of(faces: Faces, recipe: Recipe, taught: tuple[np.ndarray, np.ndarray] | None) -> "Targets":
        """From the votes and smoothed labels, mixed with the teachers' probabilities where there are teachers."""
        votes, weights = faces.vote_distribution()
        labels = np.eye(7, dtype=np.float32)[faces.labels] * (1 - recipe.label_smoothing) + recipe.label_smoothing / 7
        if taught:
            votes = (1 - recipe.teachers) * votes + recipe.teachers * taught[0]
            labels = (1 - recipe.teachers) * labels + recipe.teachers * taught[1]
        return Targets(*(torch.from_numpy(each.astype(np.float32)) for each in (votes, labels, weights)))

    def loss(self, logits: tuple[Tensor, Tensor], rows: Tensor, fer2013_weight: float) -> Tensor:
        """Cross-entropy of both heads against the targets of the rows."""
        device = logits[0].device
        votes, labels = (
            -(target[rows].to(device) * F.log_softmax(each.float(), dim=1)).sum(dim=1)
            for target, each in zip((self.ferplus, self.fer2013), logits)
        )
        return (votes * self.weights[rows].to(device)).mean() + fer2013_weight * labels.mean()


def train(
    faces: Faces,
    validation: Faces,
    recipe: Recipe,
    folder: Path,
    taught: tuple[np.ndarray, np.ndarray] | None = None,
    begin: ExpressionNet | None = None,
) -> ExpressionNet:
    """Trains to the recipe's end, or on from the folder's checkpoint. Returns the averaged network.

    taught: the teachers' probabilities float [n, 8] and [n, 7] for each of the faces, if the recipe gives them weight.
    begin: the network to begin with, if not a random one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recipe.json").write_text(json.dumps(asdict(recipe), indent=2) + "\n")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(recipe.seed)
    network = ExpressionNet().scale_dropout(recipe.dropout)
    if begin:
        network.load_state_dict(begin.state_dict())
    network.to(device, memory_format=torch.channels_last)
    average = torch.optim.swa_utils.AveragedModel(
        network, avg_fn=lambda mean, now, _: recipe.ema * mean + (1 - recipe.ema) * now, use_buffers=True
    )
    optimizer = torch.optim.SGD(
        network.parameters(), lr=recipe.peak_rate, momentum=recipe.momentum, nesterov=True, weight_decay=recipe.weight_decay
    )
    shown = rows_of_an_epoch(faces, recipe.rare_repeats)
    steps = len(shown) // recipe.batch
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
    targets = Targets.of(faces, recipe, taught)
    augmentation = crops.Augmentation().scaled(recipe.augmentation)
    for epoch in range(first, recipe.epochs):
        started, total = time.monotonic(), 0.0
        # A seed of its own for each epoch, so that a resumed run sees the same crops as an unbroken one.
        torch.manual_seed(recipe.seed * 1000 + epoch)
        side = recipe.small_side if epoch < recipe.small_share * recipe.epochs else None
        network.train()
        for step, rows in enumerate(shown[torch.randperm(len(shown))][: steps * recipe.batch].view(steps, -1)):
            batch = crops.cut(images[rows], maps[rows], augmentation, side)
            batch = conditions.disturb(batch, recipe.disturbed).to(device, memory_format=torch.channels_last)
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast(device.type, torch.bfloat16):
                logits = network(batch)
            value = targets.loss(logits, rows, recipe.fer2013_weight)
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
    return average.module.cpu()


def main() -> None:
    defaults = Recipe()
    parser = argparse.ArgumentParser(description="Train the expression model on FER-2013 with the FER+ votes.")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint and log; an existing run resumes")
    parser.add_argument("--epochs", type=int, default=defaults.epochs)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    parser.add_argument("--peak-rate", type=float, default=defaults.peak_rate, help="the learning rate's peak; half for a run with --begin")
    parser.add_argument("--rise", type=float, default=defaults.rise, help="share of the run until the learning rate's peak")
    parser.add_argument("--small-share", type=float, default=defaults.small_share, help="share of the epochs, the first, on small faces")
    parser.add_argument("--augmentation", type=float, default=defaults.augmentation, help="how far crops stray, in shares of the usual")
    parser.add_argument("--dropout", type=float, default=defaults.dropout, help="in shares of the usual")
    parser.add_argument("--disturbed", type=float, default=defaults.disturbed, help="share of the faces for each disturbance")
    parser.add_argument("--raw", action="store_true", help="whole pictures instead of aligned faces, to compare")
    parser.add_argument("--taught", type=Path, help="probabilities written by training.teach, to learn from beside the votes")
    parser.add_argument("--teachers", type=float, default=0.5, help="with --taught, their weight in the targets (0 to 1)")
    parser.add_argument("--begin", type=Path, help="a run whose averaged network to begin with")
    options = parser.parse_args()
    faces = load(options.data, align=not options.raw)
    recipe = Recipe(
        epochs=options.epochs,
        seed=options.seed,
        peak_rate=options.peak_rate,
        rise=options.rise,
        small_share=options.small_share,
        augmentation=options.augmentation,
        dropout=options.dropout,
        disturbed=options.disturbed,
        align=not options.raw,
        teachers=options.teachers if options.taught else 0.0,
        begun=options.begin.name if options.begin else "",
    )
    taught = None
    if options.taught:
        with np.load(options.taught) as stored:
            taught = stored["ferplus"], stored["fer2013"]
    begin = checkpoint.averaged_network(options.begin) if options.begin else None
    train(faces.split("Training"), faces.split("PublicTest"), recipe, options.out, taught, begin)


if __name__ == "__main__":
    main()
