"""Writes what PyTorch reads in the composite faces, for the tests to hold the exported model against:
python -m training.parity_fixture --help. Run it after every export, whose shift of the logits it takes over."""

import argparse
import base64
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import crops, grey_png
from .align import canonical_points
from .checkpoint import averaged_network
from .composite_faces import FACE_SIDE, SIDE
from .exported import ExportedModel


def crop(composite: np.ndarray, size: int) -> np.ndarray:
    """The canonical crop of a composite face, uint8 [size, size]."""
    margin = (SIDE - FACE_SIDE) // 2
    face = torch.from_numpy(composite)[None, None, margin:-margin, margin:-margin].float()
    small = F.interpolate(face, (size, size), mode="bilinear", antialias=True, align_corners=False)
    return small[0, 0].clamp(0, 255).round().to(torch.uint8).numpy()


def shifted(face: np.ndarray, down: int, right: int) -> np.ndarray:
    """Moved by whole pixels, its edges repeated."""
    rows, columns = (np.arange(side) - step for side, step in zip(face.shape, (down, right)))
    return face[np.clip(rows, 0, face.shape[0] - 1)][:, np.clip(columns, 0, face.shape[1] - 1)]


def covered(face: np.ndarray) -> np.ndarray:
    """The lower third is dark grey."""
    face = face.copy()
    face[len(face) * 2 // 3 :] = 40
    return face


VARIATIONS = {
    "plain": lambda face: face,
    "mirrored": lambda face: face[:, ::-1],
    "up": lambda face: shifted(face, -3, 0),
    "down": lambda face: shifted(face, 3, 0),
    "left": lambda face: shifted(face, 0, -3),
    "right": lambda face: shifted(face, 0, 3),
    "dark": lambda face: face >> 1,
    "bright": lambda face: np.minimum(face.astype(int) * 3 >> 1, 255).astype(np.uint8),
    "covered": covered,
}
"""Each composite gives as many faces; whole numbers only, so that test/fixtures/parity.ts can make the very same ones."""


def of_run(run: Path, shift: Tensor) -> Callable[[Tensor], Tensor]:
    """What gives a run's logits [n, 8], shifted as exported, of faces float [n, 1, size, size]."""
    network = averaged_network(run)
    return lambda faces: network(faces)[0] + shift


def main() -> None:
    parser = argparse.ArgumentParser(description="Record what PyTorch reads in the composite faces.")
    parser.add_argument("--run", type=Path, help="folder of the training run; the exported files themselves unless given")
    parser.add_argument("--faces", type=Path, default=Path("test/fixtures/faces"))
    parser.add_argument("--exported", type=Path, default=Path("models/expression"), help="folder of the exported model")
    parser.add_argument("--out", type=Path, default=Path("test/fixtures/parity.json"))
    options = parser.parse_args()
    exported, (size, _) = ExportedModel(options.exported), canonical_points()
    read = of_run(options.run, torch.tensor(exported.metadata["shift"])) if options.run else exported
    entries = json.loads((options.faces / "manifest.json").read_text())["composites"]
    faces = np.stack([crop(grey_png.read(options.faces / entry["file"]), size) for entry in entries])
    records = []
    for entry, face in zip(entries, faces):
        varied = torch.from_numpy(np.stack([vary(face) for vary in VARIATIONS.values()]))
        with torch.no_grad():
            logits = read(crops.normalised(varied[:, None]))
        records.append(
            {
                "file": entry["file"],
                "expression": entry["expression"],
                "pixels": base64.b64encode(face.tobytes()).decode(),
                "logits": {name: [round(value, 5) for value in row] for name, row in zip(VARIATIONS, logits.tolist())},
            }
        )
    options.out.write_text(json.dumps({"size": size, "faces": records}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
