"""The chapters' stored form: execute, write, check and lint the notebooks.

`python -m rnnlib.chapters write` runs every notebook and stores it; `check` runs it and says where
the stored one is not what `write` would write.
"""
