"""Changes that change nothing a test could see: (file, the line, the changed line) and why."""

EQUIVALENT = {
    (
        "rnnlib/cells/lstm.py",
        "add(dh_, tmp, dh_)  # h⁻ is seen by every gate, and by the loss",
        "add(tmp, dh_, dh_)  # h⁻ is seen by every gate, and by the loss",
    ): "a + b = b + a, to the last digit",
    (
        "rnnlib/layers/composite.py",
        "return self.layers[0].dtype",
        "return self.layers[-1].dtype",
    ): "layers of two float types side by side are refused",
}
