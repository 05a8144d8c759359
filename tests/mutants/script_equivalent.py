"""Changes of scripts that nobody can see: (file, the line, the changed line) and why."""

EQUIVALENT = {}
