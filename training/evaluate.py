"""Scores of the expression model on FER+ and FER-2013: python -m training.evaluate --help.

Every choice (temperature, the line below which a reading is not sure) is made on PublicTest, both ways, as the product reads a face that
it meets. Every score is of PrivateTest: on all of it, as papers report it, without the pictures that are pixel-identical to one of
training, and without those that are nearly so, too.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from . import calibration, crops
from .checkpoint import was_aligned
from .data import FERPLUS_CLASSES, Faces, load
from .exported import add_network_options, network_given
from .network import ExpressionNet

WAYS = {"plain": "one pass", "flipAveraged": "mirror averaged"}
PARTS = {"all": "", "withoutDuplicates": ", without duplicates", "withoutNearDuplicates": ", without near-duplicates"}
"""The report's scores, and what tables call them."""


@torch.no_grad()
def predict(network: ExpressionNet, faces: Faces, *, flip: bool = True, batch: int = 512) -> tuple[np.ndarray, np.ndarray]:
    """Logits (float32 [n, 8], [n, 7]); with flip the mean of the face's and its mirror image's."""
    network.eval()
    device = next(network.parameters()).device
    images, maps = (torch.from_numpy(values).to(device) for values in (faces.images, faces.maps))
    ferplus, fer2013 = [], []
    for start in range(0, len(images), batch):
        rows = slice(start, start + batch)
        cut = crops.cut(images[rows], maps[rows])
        outputs = network(cut)
        if flip:
            outputs = [(a + b) / 2 for a, b in zip(outputs, network(cut.flip(3)))]
        ferplus.append(outputs[0])
        fer2013.append(outputs[1])
    return torch.cat(ferplus).cpu().numpy(), torch.cat(fer2013).cpu().numpy()


def scores(logits: tuple[np.ndarray, np.ndarray], faces: Faces) -> dict[str, float]:
    """Accuracy under FER+'s majority protocol and against the original seven labels."""
    winner, kept = faces.majority()
    return {
        "ferplus": float((logits[0].argmax(1) == winner)[kept].mean()),
        "fer2013": float((logits[1].argmax(1) == faces.labels).mean()),
    }


def by_class(predicted: np.ndarray, classes: np.ndarray) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and the number of faces of each of the eight expressions."""
    table = {}
    for number, name in enumerate(FERPLUS_CLASSES):
        right = int(((predicted == number) & (classes == number)).sum())
        named, there = int((predicted == number).sum()), int((classes == number).sum())
        table[name] = {
            "precision": right / named if named else 0.0,
            "recall": right / there if there else 0.0,
            "f1": 2 * right / (named + there) if named + there else 0.0,
            "faces": there,
        }
    return table


SURE_PRECISION = 0.91
"""How often a sure reading is right on PublicTest. Nine times in ten are promised; PublicTest also chose the network, so that it
reads a little better there than elsewhere."""


def choices(network: ExpressionNet, faces: Faces) -> dict[str, float]:
    """What is chosen on PublicTest's own pictures: how far rare classes are favoured, the temperature, and the confidence
    from which on a reading is sure."""
    training = faces.split("Training")
    validation, shares = faces.split("PublicTest").without(training), training.class_shares()
    winner, kept = validation.majority()
    logits, classes = predict(network, validation)[0][kept], winner[kept]
    adjustment = calibration.fit_adjustment(logits, classes, shares)
    logits = calibration.adjusted(logits, shares, adjustment)
    temperature = calibration.fit_temperature(logits, np.eye(len(FERPLUS_CLASSES))[classes])
    sure_from = calibration.sure_from(calibration.probabilities(logits, temperature), classes, SURE_PRECISION)
    return {"adjustment": adjustment, "temperature": temperature, "abstainBelow": sure_from}


def assess(logits: tuple[np.ndarray, np.ndarray], faces: Faces, chosen: dict[str, float]) -> dict:
    """Every figure of one set of faces."""
    winner, kept = faces.majority()
    chances = calibration.probabilities(logits[0][kept], chosen["temperature"])
    classes, predicted = winner[kept], chances.argmax(axis=1)
    sure, correct = chances.max(axis=1) >= chosen["abstainBelow"], predicted == classes
    table = by_class(predicted, classes)
    return {
        "faces": {"ferplus": int(kept.sum()), "fer2013": len(faces.labels)},
        **scores(logits, faces),
        "macroF1": calibration.macro_f1(predicted, classes, len(FERPLUS_CLASSES)),
        "calibrationError": calibration.expected_calibration_error(chances, classes),
        "sure": {
            "share": float(sure.mean()),
            "precision": float(correct[sure].mean()) if sure.any() else 0.0,
            "recall": float((correct & sure).mean()),
        },
        "classes": table,
    }


def evaluate(network: ExpressionNet, faces: Faces) -> dict:
    """The report: what was chosen, and PrivateTest's scores by WAYS and PARTS."""
    training, test = faces.split("Training"), faces.split("PrivateTest")
    chosen = choices(network, faces)
    rows_of = {
        "all": np.ones(len(test.labels), bool),
        "withoutDuplicates": ~test.duplicates_of(training),
        "withoutNearDuplicates": ~test.near_duplicates_of(training),
    }
    report = {"chosenOnPublicTest": chosen}
    for way in WAYS:
        ferplus, fer2013 = predict(network, test, flip=way == "flipAveraged")
        ferplus = calibration.adjusted(ferplus, training.class_shares(), chosen["adjustment"])
        report[way] = {part: assess((ferplus[rows], fer2013[rows]), test.where(rows), chosen) for part, rows in rows_of.items()}
    return report


def tables(report: dict) -> str:
    """The report as Markdown."""
    percent = lambda value: f"{100 * value:.1f}"  # noqa: E731
    lines = [
        "| PrivateTest | FER+ majority | macro F1 | ECE | sure readings | their precision | recall | FER-2013 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for way, label in WAYS.items():
        for part, suffix in PARTS.items():
            row = report[way][part]
            cells = [percent(row["ferplus"]), f"{row['macroF1']:.3f}", f"{row['calibrationError']:.3f}"]
            cells += [percent(row["sure"][key]) for key in ("share", "precision", "recall")] + [percent(row["fer2013"])]
            lines.append(f"| {label}{suffix} | " + " | ".join(cells) + " |")
    lines += ["", "Chosen on PublicTest: " + ", ".join(f"{key} {value}" for key, value in report["chosenOnPublicTest"].items()) + "."]
    lines += ["", "| mirror averaged, all faces | faces | precision | recall | F1 |", "|---|---|---|---|---|"]
    for name, row in report["flipAveraged"]["all"]["classes"].items():
        cells = [str(row["faces"]), percent(row["precision"]), percent(row["recall"]), f"{row['f1']:.3f}"]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Score a trained expression model on the faces of PrivateTest.")
    add_network_options(parser)
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--json", type=Path, help="file to write the whole report to")
    options = parser.parse_args()
    faces = load(options.data, align=options.run is None or was_aligned(options.run))
    report = evaluate(network_given(options, faces.split("Training")), faces)
    print(tables(report))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
