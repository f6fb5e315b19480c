"""Averages the weights of runs that began with the same network ("model soup"): python -m training.soup --help.

Runs that start from one network and differ in their seeds end in one valley: the mean of their weights lies lower than
each of them (Wortsman et al. 2022, "Model soups"), at the cost of one network.
"""

import argparse
import json
from pathlib import Path

import torch
from torch import nn

from . import checkpoint, crops
from .data import Faces, load
from .evaluate import predict, scores
from .network import ExpressionNet
from .train import Recipe, rows_of_an_epoch

BATCHES = 200
"""Batches of training faces by which the batch norms' statistics are taken anew: those of the runs are of other weights."""


def mean_network(networks: list[ExpressionNet]) -> ExpressionNet:
    """A network whose every weight is the mean of theirs."""
    states = [network.state_dict() for network in networks]
    mean = ExpressionNet()
    mean.load_state_dict(
        {name: torch.stack([state[name].float() for state in states]).mean(0).to(value.dtype) for name, value in states[0].items()}
    )
    return mean


@torch.no_grad()
def measure_norms(network: ExpressionNet, faces: Faces, recipe: Recipe) -> None:
    """Takes the statistics of the batch norms from augmented training faces."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    network.eval()
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # The plain mean over all batches.
        norm.train()
    images, maps = torch.from_numpy(faces.images), torch.from_numpy(faces.maps)
    shown = rows_of_an_epoch(faces, recipe.rare_repeats)
    torch.manual_seed(recipe.seed)
    for _ in range(BATCHES):
        rows = shown[torch.randint(len(shown), (recipe.batch,))]
        network(crops.cut(images[rows], maps[rows], crops.Augmentation()))
    network.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description="Average the weights of runs that began with the same network.")
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="folders of training runs")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the mean, a run like any other")
    options = parser.parse_args()
    recipe = json.loads((options.runs[0] / "recipe.json").read_text())
    faces = load(options.data, align=checkpoint.was_aligned(options.runs[0]))
    network = mean_network([checkpoint.averaged_network(run) for run in options.runs])
    measure_norms(network, faces.split("Training"), Recipe(**recipe))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "recipe.json").write_text(json.dumps(recipe | {"mean_of": [run.name for run in options.runs]}, indent=2) + "\n")
    average = {f"module.{name}": value for name, value in network.state_dict().items()}
    torch.save({"average": average}, options.out / checkpoint.CHECKPOINT)
    validation = faces.split("PublicTest")
    for run, each in [*((run.name, checkpoint.averaged_network(run)) for run in options.runs), ("their mean", network)]:
        print(run, scores(predict(each, validation, flip=False), validation))


if __name__ == "__main__":
    main()
