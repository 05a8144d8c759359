"""What ``python -m rnnlib.experiments train NAME`` teaches: a module for each NAME, with

``trainings()``     the list of its `Training`
``store(states)``   writes what is shipped of them, {name: `State`}; returns the files written
"""
