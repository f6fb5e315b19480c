"""Several seeds of one recipe: what they score, how far they lie apart, and which of them ships: python -m training.seeds --help.

The one that ships is chosen on PublicTest, by the mean of its accuracies on FER+'s majority and on FER-2013's labels, mirror averaged and
without the pictures that are also in training. PrivateTest chooses nothing.
"""

import argparse
import json
from pathlib import Path
from statistics import mean, stdev

from .checkpoint import averaged_network, was_aligned
from .data import Faces, load
from .evaluate import PARTS, WAYS, evaluate, predict, scores
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
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="folders of two or more runs that differ in their seeds")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--json", type=Path, help="file to write every run's report to")
    options = parser.parse_args()
    if len(options.runs) < 2:
        parser.error("One run has no spread: give two or more.")
    faces = {align: load(options.data, align=align) for align in {was_aligned(run) for run in options.runs}}
    public, reports = [], []
    for run in options.runs:
        network, its_faces = averaged_network(run), faces[was_aligned(run)]
        public.append(public_test(network, its_faces))
        reports.append(evaluate(network, its_faces))
        print(f"{run}: PublicTest, FER+ {100 * public[-1]['ferplus']:.1f} %, FER-2013 {100 * public[-1]['fer2013']:.1f} %", flush=True)
    print(f"\nPublicTest chooses {options.runs[best(public)]}.\n")
    print(table(reports))
    if options.json:
        runs = [{"run": run.name, "publicTest": on, **report} for run, on, report in zip(options.runs, public, reports)]
        options.json.write_text(json.dumps(runs, indent=2) + "\n")


if __name__ == "__main__":
    main()
