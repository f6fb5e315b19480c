"""From pictures to the network's input: aligned crops, with or without augmentation, cut by one resampling."""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

MEAN, STD = 128.0, 64.0
"""Grey levels 0–255 are brought to about zero mean and unit variance: FER-2013's own are 129 and 65."""


@dataclass
class Augmentation:
    """How far a training crop may stray from the canonical one. Each is drawn evenly from its range; half of the crops are mirrored,
    whatever the ranges."""

    rotation: float = math.radians(15)
    scale: float = 0.15
    shift: float = 0.07
    """Of the crop's size."""
    brightness: float = 0.3
    """In standard deviations of the input."""
    contrast: float = 0.3

    def scaled(self, share: float) -> "Augmentation":
        """All ranges so many times as wide."""
        return Augmentation(**{name: share * spread for name, spread in asdict(self).items()})


def normalised(levels: Tensor) -> Tensor:
    """Grey levels 0–255 of any shape as the network takes them, float."""
    return (levels.float() - MEAN) / STD


def cut(images: Tensor, maps: Tensor, augmentation: Augmentation | None = None) -> Tensor:
    """Aligned crops of a batch, float [n, 1, size, size], zero mean and unit variance.

    images: uint8 [n, size, size]; maps: float [n, 2, 3], crop pixels → image pixels. What lies outside a picture repeats
    its border.
    """
    n, size = len(images), images.shape[-1]
    centre = size / 2
    linear, offset = maps[:, :, :2], maps[:, :, 2:]
    # The map about the centres, in the units of grid_sample: −1…1 from edge to edge.
    offset = (offset + linear.sum(dim=2, keepdim=True) * centre - centre) / centre
    jitter = torch.eye(2, device=images.device).expand(n, 2, 2)
    if augmentation:
        evenly = lambda spread: (torch.rand(n, device=images.device) * 2 - 1) * spread  # noqa: E731
        angle, scale = evenly(augmentation.rotation), 1 + evenly(augmentation.scale)
        cosine, sine = angle.cos() * scale, angle.sin() * scale
        flip = torch.where(torch.rand(n, device=images.device) < 0.5, -1.0, 1.0)
        jitter = torch.stack([torch.stack([cosine * flip, -sine], 1), torch.stack([sine * flip, cosine], 1)], 1)
        shift = torch.stack([evenly(augmentation.shift), evenly(augmentation.shift)], 1)[..., None] * 2
        offset = offset + linear @ shift
    theta = torch.cat([linear @ jitter, offset], dim=2)
    grid = F.affine_grid(theta, [n, 1, size, size], align_corners=False)
    crops = F.grid_sample(normalised(images[:, None]), grid, mode="bilinear", padding_mode="border", align_corners=False)
    if augmentation:
        column = lambda values: values[:, None, None, None]  # noqa: E731
        contrast, brightness = 1 + evenly(augmentation.contrast), evenly(augmentation.brightness)
        low, high = -MEAN / STD, (255 - MEAN) / STD
        crops = (crops * column(contrast) + column(brightness)).clamp(low, high)
    return crops
