"""Several seeds of one recipe: what they score, how far they lie apart, and which of them ships: python -m training.seeds --help.

The one that ships is chosen on PublicTest, by the mean of its accuracies on FER+'s majority and on FER-2013's labels, mirror averaged and
without the pictures that are also in training. PrivateTest chooses nothing.
"""

import argparse
import json
from pathlib import Path
from statistics import mean, stdev

from .data import Faces, load
from .evaluate import PARTS, WAYS, evaluate, predict, scores
from .exported import add_networks_options, alignment_given, networks_given
from .network import ExpressionNet

FIGURES = {
    "FER+ majority, %": lambda part: 100 * part["ferplus"],
    "FER-2013, %": lambda part: 100 * part["fer2013"],
    "macro F1": lambda part: part["macroF1"],
    "ECE": lambda part: part["calibrationError"],
    "sure precision, %": lambda part: 100 * part["sure"]["precision"],
    "right and sure, %": lambda part: 100 * part["sure"]["recall"],
}


def public_test(network: ExpressionNet, faces: Faces) -> dict[str, float]:
    """Accuracies on PublicTest, by which a seed is chosen."""
    validation = faces.split("PublicTest").without(faces.split("Training"))
    return scores(predict(network, validation), validation)


def best(public: list[dict[str, float]]) -> int:
    """Which of the seeds PublicTest chooses."""
    return max(range(len(public)), key=lambda seed: mean(public[seed].values()))


def table(reports: list[dict]) -> str:
    """Mean and standard deviation of PrivateTest's figures over the seeds, as Markdown. reports: `evaluate`'s, two or more."""
    lines = ["| PrivateTest | " + " | ".join(FIGURES) + " |", "|---|" + "---|" * len(FIGURES)]
    for way, label in WAYS.items():
        for part, suffix in PARTS.items():
            cells = []
            for name, figure in FIGURES.items():
                values = [figure(report[way][part]) for report in reports]
                digits = 1 if name.endswith("%") else 3
                cells.append(f"{mean(values):.{digits}f} ± {stdev(values):.{digits}f}")
            lines.append(f"| {label}{suffix} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Mean and spread of several seeds on PrivateTest, and the one that PublicTest chooses.")
    add_networks_options(parser, "two or more that differ in their seeds")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--json", type=Path, help="file to write every run's report to")
    options = parser.parse_args()
    folders = options.runs + options.exported
    if len(folders) < 2:
        parser.error("One network has no spread: give two or more.")
    faces = load(options.data, align=alignment_given(parser, options))
    public, reports = [], []
    for folder, network in zip(folders, networks_given(options, faces.split("Training"))):
        public.append(public_test(network, faces))
        reports.append(evaluate(network, faces))
        print(f"{folder}: PublicTest, FER+ {100 * public[-1]['ferplus']:.1f} %, FER-2013 {100 * public[-1]['fer2013']:.1f} %", flush=True)
    print(f"\nPublicTest chooses {folders[best(public)]}.\n")
    print(table(reports))
    if options.json:
        runs = [{"run": str(folder), "publicTest": on, **report} for folder, on, report in zip(folders, public, reports)]
        options.json.write_text(json.dumps(runs, indent=2) + "\n")


if __name__ == "__main__":
    main()
