"""The network: convolutions with ReLU, max-pooling, global average pooling, a fully connected layer per label set."""

import torch
from torch import Tensor, nn

WIDTHS = (24, 48, 96, 192)


def _convolution(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class ExpressionNet(nn.Module):
    """Grey faces float [n, 1, 48, 48], zero mean and unit variance → logits ([n, 8] FER+, [n, 7] FER-2013).

    Two 3×3 convolutions a stage, halved by max-pooling four times to 3×3. 0.66 M parameters and 66 M multiply-adds.
    """

    def __init__(self, widths: tuple[int, ...] = WIDTHS, stage_dropout: float = 0.1, head_dropout: float = 0.4):
        super().__init__()
        stages, inputs = [], 1
        for width in widths:
            stages += [
                _convolution(inputs, width),
                _convolution(width, width),
                nn.MaxPool2d(2),
                nn.Dropout(stage_dropout),
            ]
            inputs = width
        self.features = nn.Sequential(*stages)
        self.dropout = nn.Dropout(head_dropout)
        self.ferplus = nn.Linear(inputs, 8)
        self.fer2013 = nn.Linear(inputs, 7)

    def forward(self, faces: Tensor) -> tuple[Tensor, Tensor]:
        pooled = self.dropout(self.features(faces).mean(dim=(2, 3)))
        return self.ferplus(pooled), self.fer2013(pooled)
