import unittest
from dataclasses import replace
from unittest.mock import patch

import numpy as np

from training.data import FERPLUS_CLASSES
from training.evaluate import PARTS, WAYS, assess, evaluate, tables
from training.network import ExpressionNet
from training.tests import synthetic

NEUTRAL, HAPPINESS, SURPRISE, SADNESS = range(4)


class Figures(unittest.TestCase):
    def test_by_hand(self) -> None:
        # Labels 0, 1, 2, 0, 1; the last face's annotators were of two minds, so that it counts only by its label.
        faces = synthetic.faces(5)
        faces.labels = np.array([0, 1, 2, 0, 1])
        faces.votes[:] = 0
        faces.votes[np.arange(5), [NEUTRAL, HAPPINESS, HAPPINESS, NEUTRAL, NEUTRAL]] = [10, 10, 10, 10, 5]
        faces.votes[4, HAPPINESS] = 5
        # At temperature 2 the second face is read with a confidence of 0.3, the others with 0.9.
        read = np.full((5, 8), 0.1 / 7)
        read[np.arange(5), [NEUTRAL, HAPPINESS, NEUTRAL, NEUTRAL, SADNESS]] = 0.9
        read[1] = [0.1] * 8
        read[1, HAPPINESS] = 0.3
        labels = np.eye(7)[[0, 1, 1, 1, 1]]
        report = assess((2 * np.log(read), labels), faces, {"temperature": 2.0, "abstainBelow": 0.5})
        self.assertEqual(report["faces"], {"ferplus": 4, "fer2013": 5})
        self.assertEqual((report["ferplus"], report["fer2013"]), (3 / 4, 3 / 5))
        # Neutral: right 2 of 3 read and of 2 there, F1 4/5. Happiness: right 1 of 1 read and of 2 there, F1 2/3.
        self.assertEqual(report["classes"]["neutral"], {"precision": 2 / 3, "recall": 1.0, "f1": 0.8, "faces": 2})
        self.assertEqual(report["classes"]["happiness"], {"precision": 1.0, "recall": 0.5, "f1": 2 / 3, "faces": 2})
        self.assertAlmostEqual(report["macroF1"], (4 / 5 + 2 / 3) / len(FERPLUS_CLASSES))
        # Three of four are sure, two of them right; the gaps are |3 · 0.9 − 2| and |0.3 − 1|.
        self.assertEqual(report["sure"], {"share": 3 / 4, "precision": 2 / 3, "recall": 2 / 4})
        self.assertAlmostEqual(report["calibrationError"], (0.7 + 0.7) / 4)


class Report(unittest.TestCase):
    def test_leaves_out_duplicates_and_near_duplicates_of_training(self) -> None:
        faces = synthetic.faces(112 + 56 + 14)
        faces = replace(faces, usage=np.repeat(["Training", "PublicTest", "PrivateTest"], [112, 56, 14]))
        faces.images[-1], faces.images[-2] = faces.images[0], faces.images[1] // 2
        with patch("training.calibration.sure_from", return_value=0.5):
            report = evaluate(ExpressionNet(stem=2, stages=((2,), (2,), (2,))), faces)
        for way in WAYS:
            counts = [report[way][part]["faces"]["fer2013"] for part in PARTS]
            self.assertEqual(counts, [14, 13, 12])
        self.assertEqual(sum(line.startswith(("| one pass", "| mirror averaged")) for line in tables(report).splitlines()), 6 + 1)


if __name__ == "__main__":
    unittest.main()
