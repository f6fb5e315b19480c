"""Makes views of the training faces and what an ensemble of trained networks says of each: python -m training.teach --help."""

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from . import crops
from .calibration import probabilities
from .data import Faces, load
from .evaluate import predict, scores
from .exported import add_networks_options, alignment_given, names_given, networks_given
from .network import in_bfloat16
from .views import Showing, Source, Views

BATCH = 1024


def ensemble_scores(teachers: list[nn.Module], faces: Faces) -> dict[str, float]:
    """Scores of the teachers' mean probabilities, mirror averaged."""
    logits = [predict(teacher, faces) for teacher in teachers]
    return scores(tuple(sum(probabilities(each[head]) for each in logits) for head in (0, 1)), faces)


@torch.no_grad()
def opinion(teachers: list[nn.Module], faces: Tensor) -> tuple[Tensor, Tensor]:
    """The teachers' mean probabilities, float [n, 8] and [n, 7], of faces uint8 [n, size, size] and their mirror images."""
    heads: tuple[list[Tensor], list[Tensor]] = ([], [])
    for part in faces.split(BATCH):
        shown = crops.normalised(part[:, None]).contiguous(memory_format=torch.channels_last)
        with in_bfloat16(faces.device):
            said = [teacher(side) for teacher in teachers for side in (shown, shown.flip(3))]
        for head, means in enumerate(heads):
            means.append(sum(logits[head].float().softmax(dim=1) for logits in said) / len(said))
    return torch.cat(heads[0]), torch.cat(heads[1])


def taught(views: Views, teachers: list[nn.Module], weight: float) -> Views:
    """The views with the teachers' probabilities mixed into what they are to be read as; where annotators named no
    expression, the teachers have as little say."""
    ferplus, fer2013 = opinion(teachers, views.faces)
    known = views.ferplus.sum(dim=1, keepdim=True)
    return Views(
        views.faces,
        (1 - weight) * views.ferplus + weight * known * ferplus,
        (1 - weight) * views.fer2013 + weight * fer2013,
    )


def views_for_pupils(source: Source, teachers: list[nn.Module], count: int, weight: float, seed: int) -> Views:
    """`count` views, from the strongest to the mildest, with a dimension more in front; targets as half floats."""
    views, started = source.empty(count), time.monotonic()
    for number in range(count):
        view = source.view(source.showing.strength(number / max(count - 1, 1)), seed * 10_000 + number)
        view = taught(view, teachers, weight)
        views.faces[number], views.ferplus[number], views.fer2013[number] = view.faces, view.ferplus, view.fer2013
        left = (time.monotonic() - started) / (number + 1) * (count - number - 1)
        print(f"\rview {number + 1}/{count}  {left / 60:.0f} min left", end="", flush=True)
    print()
    return views


def main() -> None:
    showing = Showing()
    parser = argparse.ArgumentParser(description="Make views of the training faces, with what trained networks say of them.")
    add_networks_options(parser, "the teachers'")
    parser.add_argument("--data", type=Path, required=True, help="folder with fer2013.npz, ferplus.csv, fer2013-keypoints.npz")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write, for training.train --taught; 70 MB a view")
    parser.add_argument("--views", type=int, default=16, help="how many of each face")
    parser.add_argument("--weight", type=float, default=0.75, help="of the teachers beside votes and labels (0 to 1)")
    parser.add_argument("--mildest", type=float, default=showing.mildest, help="strength of the last views, of 1")
    parser.add_argument("--seed", type=int, default=100, help="another than a teacher's: else it is asked about the very views it learned from")
    options = parser.parse_args()
    if not options.runs + options.exported:
        parser.error("Somebody has to teach: give --runs, --exported or both.")
    # Before hours of work that would be lost without it.
    options.out.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    showing.align, showing.mildest = alignment_given(parser, options), options.mildest
    faces = load(options.data, align=showing.align)
    training = faces.split("Training")
    teachers = [network.to(device, memory_format=torch.channels_last) for network in networks_given(options, training)]
    result = ensemble_scores(teachers, faces.split("PublicTest").without(training))
    print("The teachers on PublicTest:", result)
    source = Source(training, showing, device)
    views = views_for_pupils(source, teachers, options.views, options.weight, options.seed)
    for name in ("faces", "ferplus", "fer2013"):
        np.save(options.out / f"{name}.npy", getattr(views, name).cpu().numpy())
    told = {
        "runs": names_given(options),
        "weight": options.weight,
        "views": options.views,
        "seed": options.seed,
        "publicTest": result,
        "showing": asdict(showing),
    }
    (options.out / "teachers.json").write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
