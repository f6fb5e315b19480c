"""From logits to probabilities that mean what they say, and the line below which a reading is not sure.

All are chosen on PublicTest against FER+'s majority: a probability of 0.8 is to say that for eight faces of ten most
annotators would agree. (The votes themselves would make a gentler temperature: the share of annotators, not the
chance that their majority agrees.)
"""

import numpy as np


def probabilities(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Softmax of logits / temperature along the last axis."""
    scaled = logits.astype(np.float64) / temperature
    exponentials = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def adjusted(logits: np.ndarray, shares: np.ndarray, weight: float) -> np.ndarray:
    """Logit adjustment (Menon et al. 2021): less of the classes' shares in training, so that rare ones are named at all.

    logits: [n, k]; shares: [k], the classes' shares in training; weight: 0 leaves the logits alone, 1 reads as if all
    classes were as frequent. A class that training has none of is left alone: no finite amount would make up for it.
    """
    rarity = np.log(shares / shares.max(), where=shares > 0, out=np.zeros(len(shares)))
    return logits - weight * rarity


def fit_adjustment(logits: np.ndarray, classes: np.ndarray, shares: np.ndarray, cost: float = 0.002) -> float:
    """The weight for `adjusted`, in twentieths, with the best macro F1 that costs no more than `cost` of accuracy."""

    def quality(weight: float) -> tuple[float, float]:
        predicted = adjusted(logits, shares, weight).argmax(axis=1)
        return macro_f1(predicted, classes, len(shares)), float((predicted == classes).mean())

    weights = np.arange(21) / 20
    least = quality(0)[1] - cost
    return float(max((weight for weight in weights if quality(weight)[1] >= least), key=lambda weight: quality(weight)[0]))


def macro_f1(predicted: np.ndarray, classes: np.ndarray, count: int) -> float:
    """The mean of the `count` classes' F1; 0 for one that is neither there nor named."""
    right, named, there = (
        np.bincount(values, minlength=count) for values in (classes[predicted == classes], predicted, classes)
    )
    return float((2 * right / np.maximum(named + there, 1)).mean())


def negative_log_likelihood(logits: np.ndarray, targets: np.ndarray, temperature: float) -> float:
    """Mean cross-entropy of logits [n, k] / temperature against target distributions [n, k]."""
    return float(-(targets * np.log(probabilities(logits, temperature))).sum(axis=1).mean())


def fit_temperature(logits: np.ndarray, targets: np.ndarray) -> float:
    """The temperature with the least negative log-likelihood, to three decimals, by golden-section search.

    The likelihood has one optimum in 1 / temperature, so the search cannot be caught by another.
    """
    shrink = (np.sqrt(5) - 1) / 2
    low, high = np.log(0.2), np.log(5.0)
    while high - low > 1e-5:
        left, right = high - shrink * (high - low), low + shrink * (high - low)
        if negative_log_likelihood(logits, targets, np.exp(left)) < negative_log_likelihood(logits, targets, np.exp(right)):
            high = right
        else:
            low = left
    return round(float(np.exp((low + high) / 2)), 3)


def expected_calibration_error(chances: np.ndarray, classes: np.ndarray, bins: int = 15) -> float:
    """ECE (Guo et al. 2017): the mean gap between confidence and accuracy over equal bins of confidence.

    chances: [n, k] probabilities; classes: int [n].
    """
    confidence, correct = chances.max(axis=1), chances.argmax(axis=1) == classes
    bin_of = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs((confidence - correct)[bin_of == each].sum()) for each in range(bins)]
    return float(sum(gaps) / len(classes))


def sure_from(chances: np.ndarray, classes: np.ndarray, precision: float) -> float:
    """The lowest confidence, to two decimals, from which on readings are right at least that often.

    The lowest is the one with the most readings, and so the highest recall, at that precision.
    """
    confidence, correct = chances.max(axis=1), chances.argmax(axis=1) == classes
    for threshold in np.arange(0, 100) / 100:
        sure = confidence >= threshold
        if sure.any() and correct[sure].mean() >= precision:
            return float(threshold)
    raise ValueError(f"No confidence gives a precision of {precision}: the model is too weak to be sure of anything.")
