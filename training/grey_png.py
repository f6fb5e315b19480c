"""Grey pictures as PNG files, the same bytes every time."""

import struct
import zlib
from pathlib import Path

import numpy as np


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write(path: Path, picture: np.ndarray) -> None:
    """Writes uint8 [height, width] as an 8-bit grey PNG."""
    height, width = picture.shape
    # Each row as its difference from the one above (filter 2): it compresses faces best.
    change = np.diff(picture, axis=0, prepend=np.zeros((1, width), np.uint8))
    rows = np.concatenate([np.full((height, 1), 2, np.uint8), change], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)) + _chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)


def read(path: Path) -> np.ndarray:
    """Reads a PNG that `write` wrote, uint8 [height, width]."""
    data, place, compressed, width, height = path.read_bytes(), 8, b"", 0, 0
    while place < len(data):
        (length,), kind = struct.unpack(">I", data[place : place + 4]), data[place + 4 : place + 8]
        body = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, height = struct.unpack(">II", body[:8])
        elif kind == b"IDAT":
            compressed += body
        place += length + 12
    rows = np.frombuffer(zlib.decompress(compressed), np.uint8).reshape(height, width + 1)
    if (rows[:, 0] != 2).any():
        raise ValueError(f"{path} was not written by training.grey_png, the only PNG it can read.")
    return rows[:, 1:].cumsum(axis=0, dtype=np.uint8)
