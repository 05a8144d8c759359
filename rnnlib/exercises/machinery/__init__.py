"""What every exercise stands on: how it is shown, how an attempt is judged and remembered."""
