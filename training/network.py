"""The network: convolutions with ReLU, max-pooling, global average pooling, a fully connected layer per label set."""

import torch
from torch import Tensor, nn

STEM = 32
STAGES = ((64, 64), (128, 128), (192, 192))
"""The widths of each stage's 3×3 convolutions."""


def _convolution(inputs: int, outputs: int, size: int = 3, stride: int = 1) -> nn.Sequential:
    # Padded as TensorFlow's "same" pads an even side: what can't be split evenly goes to the right and the bottom.
    before, after = (size - stride) // 2, (size - stride + 1) // 2
    return nn.Sequential(
        nn.ZeroPad2d((before, after, before, after)),
        nn.Conv2d(inputs, outputs, size, stride, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class ExpressionNet(nn.Module):
    """Grey faces float [n, 1, 48, 48], zero mean and unit variance → logits ([n, 8] FER+, [n, 7] FER-2013).

    A 5×5 convolution of stride 2, then stages of 3×3 convolutions at 24×24, 12×12 and 6×6 with max-pooling between.
    0.83 M parameters and 84 M multiply-adds. Any even side divisible by eight will do: training begins on smaller faces.
    """

    def __init__(self, stage_dropout: float = 0.05, head_dropout: float = 0.3):
        super().__init__()
        layers, inputs = [_convolution(1, STEM, size=5, stride=2)], STEM
        for stage, widths in enumerate(STAGES):
            if stage > 0:
                layers += [nn.MaxPool2d(2), nn.Dropout(stage_dropout)]
            for width in widths:
                layers.append(_convolution(inputs, width))
                inputs = width
        self.features = nn.Sequential(*layers)
        self.dropout = nn.Dropout(head_dropout)
        self.ferplus = nn.Linear(inputs, 8)
        self.fer2013 = nn.Linear(inputs, 7)

    def scale_dropout(self, share: float) -> "ExpressionNet":
        """Drops so many times as often; returns itself."""
        for module in self.modules():
            if isinstance(module, nn.Dropout):
                module.p *= share
        return self

    def forward(self, faces: Tensor) -> tuple[Tensor, Tensor]:
        pooled = self.dropout(self.features(faces).mean(dim=(2, 3)))
        return self.ferplus(pooled), self.fer2013(pooled)
