"""Changes that change nothing a test could see: (file, the line, the changed line) and why."""

EQUIVALENT = {}
