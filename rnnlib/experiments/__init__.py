"""Experiments too long for a chapter: each a command, with the results it had.

``python -m rnnlib.experiments.success --help`` says how to run the one that there is. The core does
not import this package; joblib and tqdm are loaded when a sweep starts.
"""
