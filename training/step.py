"""One step of training: stochastic gradient descent with Nesterov momentum, and the moving average of the weights."""

import copy
import math
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import crops
from .align import canonical_points
from .network import in_bfloat16
from .views import Views


def rate(progress: float, peak: float, rise: float) -> float:
    """The learning rate at a share of the run: a cosine from a 25th of the peak up to it, and one down to nothing
    (Smith and Topin 2018)."""
    if progress < rise:
        return peak * (0.52 - 0.48 * math.cos(math.pi * progress / rise))
    return peak * (0.5 + 0.5 * math.cos(math.pi * (progress - rise) / (1 - rise)))


class Training:
    """A network that is being trained, its momentum and its moving average.

    On a CUDA card the step is recorded once and replayed: the networks are so small that launching their kernels one by one
    takes several times as long as running them.
    """

    def __init__(self, network: nn.Module, *, batch: int, momentum: float, weight_decay: float, ema: float, fer2013_weight: float):
        self.network = network
        self._momentum, self._weight_decay, self._ema, self._fer2013_weight = momentum, weight_decay, ema, fer2013_weight
        self._weights = list(network.parameters())
        self._velocities = [torch.zeros_like(weights) for weights in self._weights]
        # Batch norms' statistics are averaged with the weights they belong to.
        self._averaged = [value for value in network.state_dict().values() if value.is_floating_point()]
        self._mean = [value.clone() for value in self._averaged]
        device, (size, _) = self._weights[0].device, canonical_points()
        self._rate, self.loss = torch.zeros((), device=device), torch.zeros((), device=device)
        self._batch = Views(
            torch.zeros(batch, size, size, dtype=torch.uint8, device=device),
            torch.zeros(batch, 8, device=device),
            torch.zeros(batch, 7, device=device),
        )
        self._run = self._recorded() if device.type == "cuda" else self._step

    def step(self, views: Views, rows: Tensor, rate: float) -> None:
        """Learns the rows of the views; adds their loss to `loss`."""
        self._rate.fill_(rate)
        self._batch.faces.copy_(views.faces[rows])
        self._batch.ferplus.copy_(views.ferplus[rows])
        self._batch.fer2013.copy_(views.fer2013[rows])
        self._run()

    def averaged_state(self) -> dict[str, Tensor]:
        """The averaged network's."""
        state = self.network.state_dict()
        names = [name for name, value in state.items() if value.is_floating_point()]
        return state | dict(zip(names, self._mean))

    def state_dict(self) -> dict:
        return {"network": self.network.state_dict(), "averaged": self.averaged_state(), "velocities": self._velocities}

    def load_state_dict(self, state: dict) -> None:
        self.network.load_state_dict(state["network"])
        means = [value for value in state["averaged"].values() if value.is_floating_point()]
        for value, saved in zip(self._velocities + self._mean, state["velocities"] + means):
            value.copy_(saved)

    def _step(self) -> None:
        faces = crops.normalised(self._batch.faces[:, None]).contiguous(memory_format=torch.channels_last)
        with in_bfloat16(faces.device):
            logits = self.network(faces)
        votes, labels = (
            -(target * F.log_softmax(each.float(), dim=1)).sum(dim=1).mean()
            for target, each in zip((self._batch.ferplus, self._batch.fer2013), logits)
        )
        loss = votes + self._fer2013_weight * labels
        slopes = list(torch.autograd.grad(loss, self._weights))
        with torch.no_grad():
            torch._foreach_add_(slopes, self._weights, alpha=self._weight_decay)
            torch._foreach_mul_(self._velocities, self._momentum)
            torch._foreach_add_(self._velocities, slopes)
            torch._foreach_add_(slopes, self._velocities, alpha=self._momentum)
            for slope in slopes:  # PyTorch 1.13 scales no list by a tensor, and a number would be recorded for good.
                slope.mul_(self._rate)
            torch._foreach_sub_(self._weights, slopes)
            torch._foreach_mul_(self._mean, self._ema)
            torch._foreach_add_(self._mean, self._averaged, alpha=1 - self._ema)
            self.loss += loss.detach()

    def _recorded(self) -> Callable[[], None]:
        """The step as a CUDA graph. Recording wants steps before it that choose algorithms; they are taken back."""
        before = copy.deepcopy(self.state_dict())
        self.network.train()
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(3):
                self._step()
        torch.cuda.current_stream().wait_stream(aside)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self._step()
        self.load_state_dict(before)
        self.loss.zero_()
        return graph.replay
