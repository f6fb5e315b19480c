"""Draws a run's loss and PublicTest accuracy: python -m training.curves --help."""

import argparse
import json
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the curves of a training run.")
    parser.add_argument("--run", type=Path, required=True, help="folder of the training run")
    parser.add_argument("--out", type=Path, default=Path("docs/images/training-curves.png"))
    options = parser.parse_args()
    epochs = [json.loads(line) for line in (options.run / "epochs.jsonl").read_text().splitlines()]
    numbers = [epoch["epoch"] for epoch in epochs]
    matplotlib.rcParams["font.size"] = 9
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3), layout="constrained")
    left.plot(numbers, [epoch["loss"] for epoch in epochs], color="#555")
    left.set(title="Training loss", xlabel="epoch")
    for key, label in (("ferplus", "FER+ majority, 8 classes"), ("fer2013", "FER-2013, 7 classes")):
        right.plot(numbers, [100 * epoch["publicTest"][key] for epoch in epochs], label=label)
    right.set(title="PublicTest accuracy, %", xlabel="epoch")
    right.legend(frameon=False)
    for axes in (left, right):
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(options.out, dpi=130)


if __name__ == "__main__":
    main()
