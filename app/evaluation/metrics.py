"""Measures of a ranked list against graded relevance."""

import math
from collections.abc import Mapping, Sequence


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain with gains 2^grade - 1 (Järvelin and Kekäläinen 2002, the exponential form)."""
    gains = [2 ** relevant.get(profile_id, 0) - 1 for profile_id in ranked[:depth]]
    ideal = sorted((2**grade - 1 for grade in relevant.values()), reverse=True)[:depth]
    best = _discounted(ideal)
    return _discounted(gains) / best if best else 0.0


def hit(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """1 when a best-graded profile is among the first `depth`, else 0."""
    best = max(relevant.values(), default=0)
    return float(any(relevant.get(profile_id) == best for profile_id in ranked[:depth]))


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
