"""Cells: their diagrams, and the gates and states of a run."""
