"""Recurrent networks as most teaching material writes them: a loop over steps, a product per gate.

Every gate has matrices of its own, every step keeps a dictionary of what it computed, and the way
back adds each step's outer products to the gradients. The same mathematics as `rnnlib`, which the
benchmark asserts before it measures.
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def per_gate(cell):
    """The cell's W, U, b cut into one matrix per gate, {"W_i": …}; other parameters as they are."""
    gates = cell.inputs or cell.gates
    p = {k: v for k, v in cell.params.items() if k not in "WUb"}
    for name in "WUb":
        for gate, block in zip(gates, np.split(cell.params[name], len(gates), -1), strict=True):
            p[f"{name}_{gate}"] = np.ascontiguousarray(block)
    return p


class Naive:
    """A run forward and back; a subclass writes the two steps."""

    def __init__(self, cell):
        self.p, self.cell = per_gate(cell), cell

    def gate(self, name, x, h):
        return x @ self.p["W_" + name] + h @ self.p["U_" + name] + self.p["b_" + name]

    def gate_back(self, name, dz, x, h, grads):
        """Adds the gate's gradients; returns its parts of dx and dh⁻."""
        grads["W_" + name] += x.T @ dz
        grads["U_" + name] += h.T @ dz
        grads["b_" + name] += dz.sum(0)
        return dz @ self.p["W_" + name].T, dz @ self.p["U_" + name].T

    def run(self, x, state, dy, dstate):
        """Forward and backward: y, dx, the adjoints of the initial states, gradients per gate."""
        steps, ys = [], []
        for x_t in x:
            state, kept = self.step(x_t, *state)
            steps.append(kept)
            ys.append(state[0])
        grads = {name: np.zeros_like(p) for name, p in self.p.items()}
        dxs = []
        for x_t, dy_t, kept in zip(x[::-1], dy[::-1], steps[::-1], strict=True):
            dstate = (dstate[0] + dy_t, *dstate[1:])
            dx, dstate = self.step_back(x_t, kept, grads, *dstate)
            dxs.append(dx)
        return np.stack(ys), np.stack(dxs[::-1]), dstate, grads


class Vanilla(Naive):
    def step(self, x, h):
        new = np.tanh(self.gate("a", x, h))
        return (new,), (h, new)

    def step_back(self, x, kept, grads, dh):
        h, new = kept
        dx, dh = self.gate_back("a", dh * (1 - new**2), x, h, grads)
        return dx, (dh,)


class ReLU(Vanilla):
    def step(self, x, h):
        new = np.maximum(self.gate("a", x, h), 0)
        return (new,), (h, new)

    def step_back(self, x, kept, grads, dh):
        h, new = kept
        dx, dh = self.gate_back("a", dh * (new > 0), x, h, grads)
        return dx, (dh,)


class Jordan(Naive):
    def step(self, x, y):
        h = np.tanh(self.gate("a", x, y))
        return (h @ self.p["V"] + self.p["b_y"],), (y, h)

    def step_back(self, x, kept, grads, dy):
        y, h = kept
        grads["V"] += h.T @ dy
        grads["b_y"] += dy.sum(0)
        dx, dy = self.gate_back("a", (dy @ self.p["V"].T) * (1 - h**2), x, y, grads)
        return dx, (dy,)


class LSTM(Naive):
    peephole = False

    def step(self, x, h, c):
        p_i, p_f, p_o = self.p["P"] if self.peephole else (0, 0, 0)
        i = sigmoid(self.gate("i", x, h) + p_i * c)
        f = sigmoid(self.gate("f", x, h) + p_f * c)
        g = np.tanh(self.gate("g", x, h))
        new = f * c + i * g
        o = sigmoid(self.gate("o", x, h) + p_o * new)
        return (o * np.tanh(new), new), (h, c, i, f, o, g, new)

    def step_back(self, x, kept, grads, dh, dc):
        h, c, i, f, o, g, new = kept
        m = np.tanh(new)
        dz_o = dh * m * o * (1 - o)
        dc = dc + dh * o * (1 - m**2)
        if self.peephole:
            dc = dc + dz_o * self.p["P"][2]
        dz = {
            "i": dc * g * i * (1 - i),
            "f": dc * c * f * (1 - f),
            "g": dc * i * (1 - g**2),
            "o": dz_o,
        }
        parts = [self.gate_back(name, d, x, h, grads) for name, d in dz.items()]
        dc = dc * f
        if self.peephole:
            dc = dc + dz["i"] * self.p["P"][0] + dz["f"] * self.p["P"][1]
            grads["P"] += [(dz["i"] * c).sum(0), (dz["f"] * c).sum(0), (dz_o * new).sum(0)]
        return sum(p[0] for p in parts), (sum(p[1] for p in parts), dc)


class Peephole(LSTM):
    peephole = True


class CoupledLSTM(Naive):
    def step(self, x, h, c):
        f, o = sigmoid(self.gate("f", x, h)), sigmoid(self.gate("o", x, h))
        g = np.tanh(self.gate("g", x, h))
        new = f * c + (1 - f) * g
        return (o * np.tanh(new), new), (h, c, f, o, g, new)

    def step_back(self, x, kept, grads, dh, dc):
        h, c, f, o, g, new = kept
        m = np.tanh(new)
        dc = dc + dh * o * (1 - m**2)
        dz = {
            "f": dc * (c - g) * f * (1 - f),
            "o": dh * m * o * (1 - o),
            "g": dc * (1 - f) * (1 - g**2),
        }
        parts = [self.gate_back(name, d, x, h, grads) for name, d in dz.items()]
        return sum(p[0] for p in parts), (sum(p[1] for p in parts), dc * f)


class SimpleGRU(Naive):
    def step(self, x, h):
        u, n = sigmoid(self.gate("u", x, h)), np.tanh(self.gate("n", x, h))
        return (u * n + (1 - u) * h,), (h, u, n)

    def step_back(self, x, kept, grads, dh):
        h, u, n = kept
        dx_u, dh_u = self.gate_back("u", dh * (n - h) * u * (1 - u), x, h, grads)
        dx_n, dh_n = self.gate_back("n", dh * u * (1 - n**2), x, h, grads)
        return dx_u + dx_n, (dh * (1 - u) + dh_u + dh_n,)


class GRU(Naive):
    def step(self, x, h):
        r, u = sigmoid(self.gate("r", x, h)), sigmoid(self.gate("u", x, h))
        n = np.tanh(self.gate("n", x, r * h))
        return (u * n + (1 - u) * h,), (h, r, u, n)

    def step_back(self, x, kept, grads, dh):
        h, r, u, n = kept
        dx_n, dq = self.gate_back("n", dh * u * (1 - n**2), x, r * h, grads)
        dx_u, dh_u = self.gate_back("u", dh * (n - h) * u * (1 - u), x, h, grads)
        dx_r, dh_r = self.gate_back("r", dq * h * r * (1 - r), x, h, grads)
        return dx_n + dx_u + dx_r, (dh * (1 - u) + dq * r + dh_u + dh_r,)


class ResetAfterGRU(Naive):
    def step(self, x, h):
        r, u = sigmoid(self.gate("r", x, h)), sigmoid(self.gate("u", x, h))
        a = h @ self.p["U_n"] + self.p["b_U"]
        n = np.tanh(x @ self.p["W_n"] + self.p["b_n"] + r * a)
        return (u * n + (1 - u) * h,), (h, r, u, a, n)

    def step_back(self, x, kept, grads, dh):
        h, r, u, a, n = kept
        dz_n = dh * u * (1 - n**2)
        da = dz_n * r
        grads["W_n"] += x.T @ dz_n
        grads["b_n"] += dz_n.sum(0)
        grads["U_n"] += h.T @ da
        grads["b_U"] += da.sum(0)
        dx_u, dh_u = self.gate_back("u", dh * (n - h) * u * (1 - u), x, h, grads)
        dx_r, dh_r = self.gate_back("r", dz_n * a * r * (1 - r), x, h, grads)
        dx = dz_n @ self.p["W_n"].T + dx_u + dx_r
        return dx, (dh * (1 - u) + da @ self.p["U_n"].T + dh_u + dh_r,)
