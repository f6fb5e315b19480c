import contextlib
import io
import json
import shutil
import sys
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from training import seeds
from training.data import Faces
from training.evaluate import PARTS, WAYS
from training.tests import synthetic
from training.tests.test_train import SHIPPED, run


def splits(*_: object, **__: object) -> Faces:
    """Training, PublicTest and PrivateTest, one after the other."""
    faces = synthetic.faces(112 + 56 + 56)
    return replace(faces, usage=np.repeat(["Training", "PublicTest", "PrivateTest"], [112, 56, 56]))


class Seeds(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def seeds(self, *arguments: str) -> str:
        printed = io.StringIO()
        with patch.object(sys, "argv", ["seeds", *arguments]), patch.object(seeds, "load", splits):
            # Runs as short as these are sure of nothing.
            with patch("training.calibration.sure_from", return_value=0.5), contextlib.redirect_stdout(printed):
                seeds.main()
        return printed.getvalue()

    def test_runs_are_read_and_reported(self) -> None:
        run(self.folder / "one")
        shutil.copytree(self.folder / "one", self.folder / "two")
        report = self.folder / "seeds.json"
        runs = [str(self.folder / name) for name in ("one", "two")]
        printed = self.seeds("--runs", *runs, "--data", "data", "--json", str(report))
        self.assertIn(f"PublicTest chooses {runs[0]}.", printed)
        one, two = json.loads(report.read_text())
        self.assertEqual([one.pop("run"), two.pop("run")], runs)
        self.assertEqual(one, two)
        accuracy = 100 * one["flipAveraged"]["all"]["ferplus"]
        self.assertIn(f"| mirror averaged | {accuracy:.1f} ± 0.0 |", printed)

    def test_exported_models_are_read_beside_runs(self) -> None:
        run(self.folder / "one")
        printed = self.seeds("--runs", str(self.folder / "one"), "--exported", str(SHIPPED), "--data", "data")
        self.assertIn(f"{SHIPPED}: PublicTest, FER+ ", printed)

    def test_public_test_chooses_by_both_accuracies(self) -> None:
        public = [{"ferplus": 0.89, "fer2013": 0.70}, {"ferplus": 0.88, "fer2013": 0.73}, {"ferplus": 0.87, "fer2013": 0.72}]
        self.assertEqual(seeds.best(public), 1)

    def test_the_table_has_mean_and_spread(self) -> None:
        part = {"ferplus": 0.88, "fer2013": 0.73, "macroF1": 0.76, "calibrationError": 0.014, "sure": {"precision": 0.91, "recall": 0.85}}
        reports = [
            {way: {name: {**part, "ferplus": accuracy} for name in PARTS} for way in WAYS}
            for accuracy in (0.88, 0.89, 0.90)
        ]
        row = "| one pass, without duplicates | 89.0 ± 1.0 | 73.0 ± 0.0 | 0.760 ± 0.000 | 0.014 ± 0.000 | 91.0 ± 0.0 | 85.0 ± 0.0 |"
        self.assertIn(row, seeds.table(reports))

    def test_a_single_run_is_refused(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()) as told, self.assertRaises(SystemExit) as ended:
            self.seeds("--runs", str(self.folder), "--data", "data")
        self.assertEqual(ended.exception.code, 2)
        self.assertIn("give two or more", told.getvalue())
