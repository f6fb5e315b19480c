"""How well exported models read faces in a call's conditions: python -m training.robustness --help."""

import argparse
from pathlib import Path

import numpy as np
import torch

from . import crops
from .conditions import CONDITIONS
from .data import Faces, load
from .exported import ExportedModel


def accuracies(model: ExportedModel, faces: Faces) -> dict[str, float]:
    """Accuracy under FER+'s majority protocol in each condition, one pass a face."""
    winner, kept = faces.majority()
    cut = crops.cut(torch.from_numpy(faces.images[kept]), torch.from_numpy(faces.maps[kept]))
    found = {}
    for name, condition in CONDITIONS.items():
        predicted = np.concatenate([model(condition(part)).argmax(dim=1).numpy() for part in cut.split(512)])
        found[name] = float((predicted == winner[kept]).mean())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Accuracy on PrivateTest in a call's conditions, as a Markdown table.")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--models", type=Path, nargs="+", required=True, help="folders with model.json; a column for each")
    options = parser.parse_args()
    faces = load(options.data).split("PrivateTest")
    models = [ExportedModel(folder) for folder in options.models]
    columns = [accuracies(model, faces) for model in models]
    print("| condition | " + " | ".join(model.metadata["version"] for model in models) + " |")
    print("|---|" + "---|" * len(models))
    for name in CONDITIONS:
        print(f"| {name} | " + " | ".join(f"{100 * column[name]:.1f}" for column in columns) + " |")


if __name__ == "__main__":
    main()
