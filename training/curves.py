"""Draws the loss and PublicTest accuracy of runs: python -m training.curves --help."""

import argparse
import json
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the curves of training runs.")
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="folders of training runs: the first is drawn strongly, the rest pale")
    parser.add_argument("--out", type=Path, default=Path("docs/images/training-curves.png"))
    options = parser.parse_args()
    matplotlib.rcParams["font.size"] = 9
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3), layout="constrained")
    for place, run in enumerate(options.runs):
        lines = [json.loads(line) for line in (run / "epochs.jsonl").read_text().splitlines()]
        # One that was stopped before its checkpoint was there is told twice.
        epochs = {line["epoch"]: line for line in lines}
        alpha = 1 if place == 0 else 0.3
        left.plot(list(epochs), [epoch["loss"] for epoch in epochs.values()], color="#555", alpha=alpha)
        for key, label, colour in (("ferplus", "FER+ majority, 8 classes", "C0"), ("fer2013", "FER-2013, 7 classes", "C1")):
            accuracies = [100 * epoch["publicTest"][key] for epoch in epochs.values()]
            right.plot(list(epochs), accuracies, label=label if place == 0 else None, color=colour, alpha=alpha)
    left.set(title="Training loss", xlabel="epoch")
    right.set(title="PublicTest accuracy, %", xlabel="epoch")
    right.legend(frameon=False)
    for axes in (left, right):
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(options.out, dpi=130)


if __name__ == "__main__":
    main()
