"""Writes what PyTorch reads in the composite faces, for the tests to hold the exported model against:
python -m training.parity_fixture --help. Run it after every export."""

import argparse
import base64
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import crops, grey_png
from .align import canonical_points
from .checkpoint import averaged_network
from .composite_faces import FACE_SIDE, SIDE


def crop(composite: np.ndarray, size: int) -> np.ndarray:
    """The canonical crop of a composite face, uint8 [size, size]."""
    margin = (SIDE - FACE_SIDE) // 2
    face = torch.from_numpy(composite)[None, None, margin:-margin, margin:-margin].float()
    small = F.interpolate(face, (size, size), mode="bilinear", antialias=True, align_corners=False)
    return small[0, 0].clamp(0, 255).round().to(torch.uint8).numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description="Record what PyTorch reads in the composite faces.")
    parser.add_argument("--run", type=Path, required=True, help="folder of the training run")
    parser.add_argument("--faces", type=Path, default=Path("test/fixtures/faces"))
    parser.add_argument("--out", type=Path, default=Path("test/fixtures/parity.json"))
    options = parser.parse_args()
    network, (size, _) = averaged_network(options.run), canonical_points()
    entries = json.loads((options.faces / "manifest.json").read_text())["composites"]
    faces = np.stack([crop(grey_png.read(options.faces / entry["file"]), size) for entry in entries])
    with torch.no_grad():
        logits, _ = network((torch.from_numpy(faces)[:, None].float() - crops.MEAN) / crops.STD)
    records = [
        {
            "file": entry["file"],
            "expression": entry["expression"],
            "pixels": base64.b64encode(face.tobytes()).decode(),
            "logits": [round(value, 5) for value in row],
        }
        for entry, face, row in zip(entries, faces, logits.tolist())
    ]
    options.out.write_text(json.dumps({"size": size, "faces": records}, indent=1) + "\n")


if __name__ == "__main__":
    main()
