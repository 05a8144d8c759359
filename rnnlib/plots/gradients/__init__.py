"""Gradients: where they come from, and how far they reach."""
