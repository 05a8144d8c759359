"""Recurrent neural networks in NumPy: cells, layers, tapes and training."""
