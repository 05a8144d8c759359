"""Figures of what goes from one sequence to another."""
