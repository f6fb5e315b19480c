import unittest

import numpy as np

from training.calibration import (
    adjusted,
    expected_calibration_error,
    fit_adjustment,
    fit_temperature,
    macro_f1,
    probabilities,
    sure_from,
)


class Calibration(unittest.TestCase):
    def test_finds_the_temperature_that_made_logits_too_bold(self) -> None:
        random = np.random.default_rng(0)
        honest = random.normal(scale=2, size=(4000, 8))
        targets = probabilities(honest)
        self.assertAlmostEqual(fit_temperature(honest * 2.5, targets), 2.5, places=2)
        self.assertAlmostEqual(fit_temperature(honest * 0.6, targets), 0.6, places=2)

    def test_adjustment_names_rare_classes_where_it_costs_no_accuracy(self) -> None:
        # The rare class is seen, but its logit stays just below the frequent one's.
        classes = np.array([0] * 90 + [1] * 10)
        logits = np.where(classes[:, None] == 0, [3.0, 0.0], [1.0, 0.5])
        shares = np.array([0.9, 0.1])
        weight = fit_adjustment(logits, classes, shares)
        self.assertGreater(weight, 0)
        self.assertEqual(macro_f1(adjusted(logits, shares, weight).argmax(axis=1), classes, 2), 1)
        np.testing.assert_array_equal(adjusted(logits, shares, 0), logits)

    def test_a_class_that_training_has_none_of_is_left_alone(self) -> None:
        logits, shares = np.tile([1.0, 0.9], (100, 1)), np.array([1.0, 0.0])
        np.testing.assert_array_equal(adjusted(logits, shares, 1), logits)

    def test_adjustment_that_only_costs_is_none(self) -> None:
        classes = np.zeros(100, int)
        self.assertEqual(fit_adjustment(np.tile([1.0, 0.9], (100, 1)), classes, np.array([0.9, 0.1])), 0)

    def test_calibration_error_is_the_gap_between_confidence_and_accuracy(self) -> None:
        chances = np.tile([0.8, 0.2], (10, 1))
        self.assertAlmostEqual(expected_calibration_error(chances, np.array([0] * 8 + [1] * 2)), 0)
        self.assertAlmostEqual(expected_calibration_error(chances, np.array([0] * 5 + [1] * 5)), 0.3)

    def test_sure_from_the_lowest_confidence_that_is_right_often_enough(self) -> None:
        confidence = np.array([0.6] * 10 + [0.75] * 10 + [0.9] * 10)
        chances = np.stack([confidence, 1 - confidence], axis=1)
        # Right 5, 8 and 10 times of ten: 23 of 30, 18 of 20, 10 of 10.
        classes = np.array([0] * 5 + [1] * 5 + [0] * 8 + [1] * 2 + [0] * 10)
        self.assertEqual(sure_from(chances, classes, precision=0.9), 0.61)
        self.assertEqual(sure_from(chances, classes, precision=0.7), 0.0)
        self.assertEqual(sure_from(chances, classes, precision=0.95), 0.76)

    def test_a_model_that_is_never_right_is_never_sure(self) -> None:
        with self.assertRaisesRegex(ValueError, "too weak"):
            sure_from(np.tile([0.8, 0.2], (4, 1)), np.ones(4, int), precision=0.9)


if __name__ == "__main__":
    unittest.main()
