"""A class at once: the exercises of many notebooks judged, and one table of them."""
