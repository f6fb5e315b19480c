"""The canonical face: where the eyes, nose and mouth of every face come to lie.

The frame is defined once, in ``src/engine/canonical-face.json``, and read by the engine too; what the network
is trained on is therefore what it sees in a call.
"""

import json
from pathlib import Path

import numpy as np

CANONICAL_FACE = Path(__file__).parent.parent / "src" / "engine" / "canonical-face.json"


def canonical_points() -> tuple[int, np.ndarray]:
    """The crop's size in pixels and the four canonical points, float64 [4, 2] in pixels of the crop."""
    frame = json.loads(CANONICAL_FACE.read_text())
    size = frame["size"]
    points = frame["points"]
    names = ("rightEye", "leftEye", "nose", "mouth")
    return size, np.array([points[name] for name in names]) * size


def similarity(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Least-squares similarity (rotation, uniform scale, translation) that takes source points to target points.

    source, target: float [..., k, 2]. Returns [..., 2, 3]: target ≈ M[:, :2] @ source + M[:, 2].
    The closed form: with both point sets centred, a + ib = Σ conj(s)·t / Σ |s|² over complex points.
    """
    source_mean = source.mean(axis=-2, keepdims=True)
    target_mean = target.mean(axis=-2, keepdims=True)
    s, t = source - source_mean, target - target_mean
    norm = (s**2).sum(axis=(-1, -2))
    a = (s * t).sum(axis=(-1, -2)) / norm
    b = (s[..., 0] * t[..., 1] - s[..., 1] * t[..., 0]).sum(axis=-1) / norm
    rotation = np.stack([np.stack([a, -b], -1), np.stack([b, a], -1)], -2)
    translation = target_mean[..., 0, :] - (rotation @ source_mean[..., 0, :, None])[..., 0]
    return np.concatenate([rotation, translation[..., None]], axis=-1)


def crop_to_image(keypoints: np.ndarray, image_size: int) -> np.ndarray:
    """For each face the map from pixels of the aligned crop to pixels of its image, float32 [n, 2, 3].

    keypoints: float [n, 6, 2] in pixels of the image (right eye, left eye, nose, mouth, ears), NaN where no face
    was found. Such an image is taken whole: its map only scales.
    """
    size, canonical = canonical_points()
    whole = np.array([[image_size / size, 0, 0], [0, image_size / size, 0]])
    maps = np.repeat(whole[None], len(keypoints), axis=0)
    found = ~np.isnan(keypoints[:, :4]).any(axis=(1, 2))
    # The inverse of the fit, not a fit of the inverse: the engine, too, fits face → crop and inverts.
    forward = similarity(keypoints[found, :4], canonical)
    linear = np.linalg.inv(forward[:, :, :2])
    maps[found] = np.concatenate([linear, -linear @ forward[:, :, 2:]], axis=-1)
    return maps.astype(np.float32)
