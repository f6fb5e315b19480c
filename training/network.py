"""The networks: the one that ships, plain and small, and the larger kind that teaches it."""

import torch
from torch import Tensor, nn

STEM = 24
STAGES = ((48, 48), (96, 96), (152, 152))
"""The widths of each stage's 3×3 convolutions: within a megabyte of half floats and 50 million multiply-adds, and in eights, as
the engine's kernels want them."""


def _convolution(inputs: int, outputs: int, size: int = 3, stride: int = 1) -> nn.Sequential:
    # Padded as TensorFlow's "same" pads an even side: what can't be split evenly goes to the right and the bottom. What can, the
    # convolution does itself, without a copy: a tenth of a step on a processor.
    before, odd = divmod(size - stride, 2)
    return nn.Sequential(
        nn.ZeroPad2d((0, odd, 0, odd)) if odd else nn.Identity(),
        nn.Conv2d(inputs, outputs, size, stride, padding=before, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Reader(nn.Module):
    """Grey faces float [n, 1, 48, 48], zero mean and unit variance → logits ([n, 8] FER+, [n, 7] FER-2013): the mean of the
    features over the face, and a fully connected layer per label set."""

    def __init__(self, features: nn.Sequential, width: int, dropout: float):
        super().__init__()
        self.features = features
        self.dropout = nn.Dropout(dropout)
        self.ferplus = nn.Linear(width, 8)
        self.fer2013 = nn.Linear(width, 7)

    def forward(self, faces: Tensor) -> tuple[Tensor, Tensor]:
        pooled = self.dropout(self.features(faces).mean(dim=(2, 3)))
        return self.ferplus(pooled), self.fer2013(pooled)


class ExpressionNet(Reader):
    """A 5×5 convolution of stride 2, then stages of 3×3 convolutions at 24×24, 12×12 and 6×6 with ReLU and max-pooling between.

    As it ships, 0.50 M parameters and 48 M multiply-adds.
    """

    def __init__(self, stem: int = STEM, stages: tuple[tuple[int, ...], ...] = STAGES, dropout: float = 0.1):
        layers, inputs = [_convolution(1, stem, size=5, stride=2)], stem
        for stage, widths in enumerate(stages):
            if stage > 0:
                layers.append(nn.MaxPool2d(2))
            for width in widths:
                layers.append(_convolution(inputs, width))
                inputs = width
        super().__init__(nn.Sequential(*layers), inputs, dropout)


class _Residual(nn.Module):
    """Two 3×3 convolutions beside a shortcut (He et al. 2016)."""

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.first = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
        )
        self.second = nn.Sequential(nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = (
            nn.Identity()
            if stride == 1 and inputs == outputs
            else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.second(self.first(x)) + self.shortcut(x))


TEACHER_STAGES = ((64, 1), (128, 2), (256, 2), (384, 2))
"""Width and number of residual blocks at 48×48, 24×24, 12×12 and 6×6."""


class TeacherNet(Reader):
    """A residual network of 7.7 M parameters and about a billion multiply-adds; never ships."""

    def __init__(self, dropout: float = 0.3):
        width = TEACHER_STAGES[0][0]
        layers: list[nn.Module] = [_convolution(1, width)]
        for stage, (outputs, blocks) in enumerate(TEACHER_STAGES):
            for block in range(blocks):
                layers.append(_Residual(width, outputs, stride=2 if stage > 0 and block == 0 else 1))
                width = outputs
        super().__init__(nn.Sequential(*layers), width, dropout)


def in_bfloat16(device: torch.device) -> torch.autocast:
    """Convolutions in bfloat16 where the device has arithmetic for it: imitated, it takes three times as long as float32."""
    # PyTorch 1.13 does not tell.
    processor_has = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    # Recorded steps must not keep converted weights.
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda" or processor_has(), cache_enabled=False)


NETWORKS: dict[str, type[Reader]] = {"expression": ExpressionNet, "teacher": TeacherNet}
"""By the name that a run's recipe gives."""
