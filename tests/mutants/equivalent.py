"""Changes that change nothing a test could see: (file, the line, the changed line) and why."""

EQUIVALENT = {
    (
        "rnnlib/cells/lstm.py",
        "add(dh_, tmp, dh_)  # h⁻ is seen by every gate, and by the loss",
        "add(tmp, dh_, dh_)  # h⁻ is seen by every gate, and by the loss",
    ): "a + b = b + a, to the last digit",
    (
        "rnnlib/layers/edge.py",
        "dstate = [z if d is None else d for d, z in zip(dstate, zeros, strict=True)]",
        "dstate = [z if d is None else d for d, z in zip(dstate, zeros, strict=False)]",
    ): "the line above has made sure that there are as many",
}
