"""What an ensemble of trained networks says of each training picture: python -m training.teach --help."""

import argparse
from pathlib import Path

import numpy as np

from .calibration import probabilities
from .checkpoint import averaged_network, was_aligned
from .data import Faces, load
from .evaluate import predict, scores


def ensemble(runs: list[Path], data: Path, usage: str) -> tuple[np.ndarray, np.ndarray, Faces]:
    """The runs' mean probabilities, float [n, 8] and [n, 7], mirror averaged, each on the crops it learnt from."""
    means, faces = [0.0, 0.0], None
    for run in runs:
        faces = load(data, align=was_aligned(run)).split(usage)
        for head, logits in enumerate(predict(averaged_network(run), faces)):
            means[head] = means[head] + probabilities(logits) / len(runs)
    return means[0], means[1], faces


def main() -> None:
    parser = argparse.ArgumentParser(description="Average the probabilities of trained networks, for another to learn from.")
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="folders of training runs")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--out", type=Path, required=True, help="the file to write, .npz, for training.train --taught")
    options = parser.parse_args()
    for usage in ("PublicTest", "PrivateTest"):
        *chances, faces = ensemble(options.runs, options.data, usage)
        print(usage, scores(tuple(chances), faces))
    ferplus, fer2013, _ = ensemble(options.runs, options.data, "Training")
    np.savez(options.out, ferplus=ferplus.astype(np.float32), fer2013=fer2013.astype(np.float32))


if __name__ == "__main__":
    main()
