"""What each cell looks like: a file for each, or for a family of them."""
