import tempfile
import unittest
from pathlib import Path

import numpy as np

from training import grey_png


class GreyPng(unittest.TestCase):
    def test_reads_what_it_wrote(self) -> None:
        picture = np.random.default_rng(0).integers(0, 256, (7, 12), dtype=np.uint8)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "picture.png"
            grey_png.write(path, picture)
            np.testing.assert_array_equal(grey_png.read(path), picture)


if __name__ == "__main__":
    unittest.main()
