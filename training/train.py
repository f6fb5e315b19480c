"""Trains a network, resumable from its last epoch: python -m training.train --help."""

import argparse
import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from torch import nn

from . import checkpoint
from .data import Faces, load
from .evaluate import predict, scores
from .network import NETWORKS
from .step import Training, rate
from .views import FreshViews, Showing, Source, StoredViews


@dataclass
class Recipe:
    """Everything a run depends on besides the data."""

    network: str = "expression"
    """Of `network.NETWORKS`."""
    epochs: int = 60
    batch: int = 256
    peak_rate: float = 0.2
    rise: float = 0.2
    """Share of the run until the learning rate's peak."""
    weight_decay: float = 5e-4
    momentum: float = 0.9
    ema: float = 0.998
    fer2013_weight: float = 0.7
    """Weight of the seven original labels' loss beside the votes'."""
    seed: int = 1
    taught: dict | None = None
    """What training.teach noted of the teachers, for a run on its views."""
    showing: Showing = field(default_factory=Showing)
    """Of the views, its own or those of training.teach."""


def train(shown: FreshViews | StoredViews, validation: Faces, recipe: Recipe, folder: Path, device: torch.device) -> nn.Module:
    """Trains to the recipe's end, or on from the folder's checkpoint. Returns the averaged network, on the processor.

    ValueError where the folder holds a run of another recipe.
    """
    begun, told = (folder / checkpoint.CHECKPOINT).exists(), json.dumps(asdict(recipe), indent=2)
    if begun and checkpoint.recipe(folder) != json.loads(told):
        raise ValueError(f"{folder} holds a run of another recipe: give the options that it began with, or another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recipe.json").write_text(told + "\n")
    torch.manual_seed(recipe.seed)
    network, averaged = (NETWORKS[recipe.network]().to(device, memory_format=torch.channels_last) for _ in range(2))
    training = Training(
        network,
        batch=recipe.batch,
        momentum=recipe.momentum,
        weight_decay=recipe.weight_decay,
        ema=recipe.ema,
        fer2013_weight=recipe.fer2013_weight,
    )
    first = 0
    if begun:
        saved = checkpoint.read(folder)
        training.load_state_dict(saved)
        first = saved["epoch"] + 1

    steps = len(shown) // recipe.batch
    for epoch in range(first, recipe.epochs):
        started = time.monotonic()
        # They seed the epoch, so that a resumed run sees the same as an unbroken one. Seeded again, the order would be the very one in
        # which fresh views were made, and a batch all of faces that another is blended into, or of none.
        views = shown.epoch(epoch, recipe.epochs)
        order = torch.randperm(len(shown), device=device)
        network.train()
        training.loss.zero_()
        for step, rows in enumerate(order[: steps * recipe.batch].view(steps, -1)):
            progress = (epoch + step / steps) / recipe.epochs
            training.step(views, rows, rate(progress, recipe.peak_rate, recipe.rise))
            if step % 50 == 49:
                left = (time.monotonic() - started) / (step + 1) * (steps * (recipe.epochs - epoch) - step - 1)
                print(f"\repoch {epoch + 1}/{recipe.epochs}  {step + 1}/{steps}  {left / 60:.0f} min left", end="", flush=True)
        averaged.load_state_dict(training.averaged_state())
        result = {"epoch": epoch + 1, "loss": training.loss.item() / steps, "seconds": time.monotonic() - started}
        result |= {"publicTest": scores(predict(averaged, validation), validation)}
        with open(folder / "epochs.jsonl", "a") as log:
            log.write(json.dumps(result) + "\n")
        print(f"\repoch {epoch + 1}/{recipe.epochs}  {json.dumps(result)}")
        checkpoint.write(folder, training.state_dict() | {"epoch": epoch})
    return checkpoint.averaged_network(folder)


def main() -> None:
    defaults, showing = Recipe(), Showing()
    parser = argparse.ArgumentParser(description="Train a network on FER-2013 with the FER+ votes.")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint and log; an existing run resumes")
    parser.add_argument("--network", choices=list(NETWORKS), default=defaults.network, help="the one that ships, or a teacher; %(default)s")
    parser.add_argument("--taught", type=Path, help="views written by training.teach, with what teachers say of them")
    parser.add_argument("--epochs", type=int, default=defaults.epochs, help="how often all faces are shown; %(default)s")
    parser.add_argument("--seed", type=int, default=defaults.seed, help="of all that is left to chance; %(default)s")
    parser.add_argument("--peak-rate", type=float, default=defaults.peak_rate, help="the learning rate's peak; %(default)s")
    parser.add_argument("--weight-decay", type=float, default=defaults.weight_decay, help="pull of the weights towards nothing; %(default)s")
    parser.add_argument("--ema", type=float, default=defaults.ema, help="decay of the weights' moving average, a step; %(default)s")
    parser.add_argument("--mildest", type=float, default=showing.mildest, help="strength of the last epoch's views, of 1; %(default)s")
    parser.add_argument("--raw", action="store_true", help="whole pictures instead of aligned faces, to compare")
    options = parser.parse_args()
    if options.taught and (options.raw or options.mildest != showing.mildest):
        parser.error("Views that were made before are shown as they are: --raw and --mildest go without --taught.")
    showing.mildest, showing.align = options.mildest, not options.raw
    recipe = Recipe(
        network=options.network,
        epochs=options.epochs,
        seed=options.seed,
        peak_rate=options.peak_rate,
        weight_decay=options.weight_decay,
        ema=options.ema,
        showing=showing,
    )
    if options.taught:
        recipe.taught = json.loads((options.taught / "teachers.json").read_text())
        recipe.showing = Showing(**recipe.taught.pop("showing"))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    faces = load(options.data, align=recipe.showing.align)
    if options.taught:
        shown = StoredViews.read(options.taught, options.seed, device)
    else:
        shown = FreshViews(Source(faces.split("Training"), showing, device), options.seed)
    train(shown, faces.split("PublicTest").without(faces.split("Training")), recipe, options.out, device)


if __name__ == "__main__":
    main()
