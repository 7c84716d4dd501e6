"""Turns E5 weights into a sentence-transformers folder, and any such folder into ONNX files. Used once, by `model prepare`.

Serving never imports this file: torch and transformers are loaded here and nowhere else.
"""

import logging
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
import transformers
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from app.language.weights import Pieces, Shape, Weights

E5_PROMPTS = {"query": "query: ", "document": "passage: "}
OPSET = 17


def write_sentence_transformer(weights: Weights, folder: Path) -> None:
    """Writes the weights as an ordinary sentence-transformers folder (mean pooling, normalised vectors, E5 prompts)."""
    with tempfile.TemporaryDirectory() as scratch:
        _bert(weights).save_pretrained(scratch)
        _tokenizer(weights.pieces, weights.shape.positions).save_pretrained(scratch)
        transformer = Transformer(scratch, max_seq_length=weights.shape.positions)
        pooling = Pooling(weights.shape.hidden, pooling_mode="mean")
        SentenceTransformer(modules=[transformer, pooling, Normalize()], prompts=E5_PROMPTS, device="cpu").save(str(folder))


def copy_sentence_transformer(model: str, folder: Path) -> None:
    """Saves any other sentence-transformers model, by folder or hub name, as a folder of its own."""
    SentenceTransformer(model, device="cpu").save(str(folder))


def silence_libraries() -> None:
    """Keeps the progress bars and load reports of transformers from drawing over ours."""
    transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger().setLevel(logging.ERROR)


def export_onnx(folder: Path, target: Path) -> None:
    """Exports the whole sentence-transformers model, pooling and normalisation included, to one fp32 ONNX file.

    Inputs: `input_ids` and `attention_mask`, int64 of shape (batch, tokens). Output: `embedding`, float32 (batch, dimension).
    """
    model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"attn_implementation": "eager"}).eval()
    sample = torch.ones((2, 8), dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings():
        # The tracer warns about branches on shapes and about its age; that the export is right is shown by tests/language/test_model.py.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Encoder(model),
            (sample, sample),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )


def quantise(source: Path, target: Path) -> None:
    """Writes the int8 version (dynamic quantisation, weights per channel) of an fp32 ONNX file."""
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)
    onnx.checker.check_model(str(target))


class _Encoder(torch.nn.Module):
    """Gives a SentenceTransformer the plain tensor signature that the ONNX export wants."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        features = {"input_ids": input_ids, "attention_mask": attention_mask}
        embedding: torch.Tensor = self.model(features)["sentence_embedding"]
        return embedding


def _bert(weights: Weights) -> BertModel:
    shape = weights.shape
    config = BertConfig(
        vocab_size=shape.vocab,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.ffn,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.norm_epsilon,
        pad_token_id=weights.pieces.pad,
    )
    model = BertModel(config)
    # The file has no BERT pooler (nobody uses it): zeros instead of random numbers keep the folder the same at every preparation.
    state = {name: torch.zeros_like(tensor) for name, tensor in model.state_dict().items()}
    for key, name in _tensor_names(shape).items():
        state[name] = torch.from_numpy(weights.tensors[key].copy()).reshape(state[name].shape)
    model.load_state_dict(state)
    return model


def _tensor_names(shape: Shape) -> dict[str, str]:
    """The name in the weights file -> the name in `BertModel`."""
    names = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    parts = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "aln": "attention.output.LayerNorm",
        "fi": "intermediate.dense",
        "fo": "output.dense",
        "oln": "output.LayerNorm",
    }
    for layer in range(shape.layers):
        for short, long in parts.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    return names


def _tokenizer(pieces: Pieces, positions: int) -> PreTrainedTokenizerFast:
    """XLM-R's Unigram tokenizer: NFKC, runs of spaces as one, words marked with U+2581, `<s> … </s>`."""
    tokenizer = Tokenizer(models.Unigram(pieces.scored, unk_id=pieces.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    bos, eos = pieces.scored[pieces.bos][0], pieces.scored[pieces.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", pair=f"{bos} $A {eos} {eos} $B {eos}", special_tokens=[(bos, pieces.bos), (eos, pieces.eos)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token=bos,
        eos_token=eos,
        cls_token=bos,
        sep_token=eos,
        pad_token=pieces.scored[pieces.pad][0],
        unk_token=pieces.scored[pieces.unk][0],
        mask_token=pieces.scored[-1][0],
        model_max_length=positions,
        model_input_names=["input_ids", "attention_mask"],
    )
