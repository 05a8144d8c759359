"""Attention: a mean of what was read, weighted anew for every question."""

from rnnlib.layers.attention.additive import AdditiveAttention
from rnnlib.layers.attention.multiplicative import (
    DotAttention,
    GeneralAttention,
    ScaledDotAttention,
)
from rnnlib.layers.attention.self_attention import CausalSelfAttention, SelfAttention

__all__ = [
    "AdditiveAttention",
    "CausalSelfAttention",
    "DotAttention",
    "GeneralAttention",
    "ScaledDotAttention",
    "SelfAttention",
]
