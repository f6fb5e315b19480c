"""Scores of the expression model on FER+ and FER-2013."""

import numpy as np
import torch

from . import crops
from .data import Faces
from .network import ExpressionNet


@torch.no_grad()
def predict(network: ExpressionNet, faces: Faces, *, flip: bool = True, batch: int = 512) -> tuple[np.ndarray, np.ndarray]:
    """Logits (float32 [n, 8], [n, 7]); with flip the mean of the face's and its mirror image's."""
    network.eval()
    images, maps = torch.from_numpy(faces.images), torch.from_numpy(faces.maps)
    ferplus, fer2013 = [], []
    for start in range(0, len(images), batch):
        rows = slice(start, start + batch)
        cut = crops.cut(images[rows], maps[rows])
        outputs = network(cut)
        if flip:
            outputs = [(a + b) / 2 for a, b in zip(outputs, network(cut.flip(3)))]
        ferplus.append(outputs[0])
        fer2013.append(outputs[1])
    return torch.cat(ferplus).numpy(), torch.cat(fer2013).numpy()


def scores(logits: tuple[np.ndarray, np.ndarray], faces: Faces) -> dict[str, float]:
    """Accuracy under FER+'s majority protocol and against the original seven labels."""
    winner, kept = faces.majority()
    return {
        "ferplus": float((logits[0].argmax(1) == winner)[kept].mean()),
        "fer2013": float((logits[1].argmax(1) == faces.labels).mean()),
    }
