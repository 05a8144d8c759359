"""Three ways to tell a decoder of a picture: at first, at every step, as its first state."""

import numpy as np

from rnnlib.models.captioners.captioner import Captioner

P = 32  # numbers into which a picture is pressed before it is read


class FirstInputCaptioner(Captioner):
    """The picture is read once, before all words (Vinyals et al. 2015, eq. 10–12)::

        v   = a V_v + b_v                        a as one row (B, Y·X·C), v (B, P)
        h_0 = decoder([0; v], 0)
        h_t = decoder([y_{t−1}; 0], h_{t−1})

    y_{t−1} is a one-hot row; the decoder takes target.inputs + P inputs.
    """

    def _fed_width(self):
        return self.target.inputs + P, f"words, stop and start, and {P} numbers of the picture"

    def _build(self, rng):
        self.view = self._linear(self.cells_size, P, rng)
        self.readout = self._linear(self.decoder.output_size, self.target.outputs, rng)

    @property
    def parts(self):
        """The parts that have parameters, by the name that stands before theirs."""
        return super().parts | {"view": self.view}

    def _look(self, a):
        v, view = self.view.forward(a.reshape(len(a), -1))
        x = np.zeros((1, len(v), self.decoder.input_size), v.dtype)
        x[0, :, self.target.inputs :] = v
        _, run = self.decoder.forward(x)
        return run.final, (), (view, run)

    def _look_back(self, tape, dfirst, dmemory):
        view, run = tape
        dx, _, decoder = self.decoder.backward(run, None, dfirst)
        da, _, own = self.view.backward(view, dx[0, :, self.target.inputs :])
        return da, {"view": own, "decoder": decoder}

    def _write(self, fed, first, memory):
        return self.decoder.forward(beside(fed, self.decoder, self.target.inputs, 0), first)


class EveryStepCaptioner(FirstInputCaptioner):
    """The picture is read with every word (Mao et al. 2015 do so, in their multimodal layer)::

    v   = a V_v + b_v
    h_t = decoder([y_{t−1}; v], h_{t−1}),    h_0 = 0
    """

    def _look(self, a):
        v, view = self.view.forward(a.reshape(len(a), -1))
        return self.decoder.start(len(v)), v, view

    def _look_back(self, tape, dfirst, dmemory):
        da, _, own = self.view.backward(tape, dmemory)
        return da, {"view": own}

    def _write(self, fed, first, memory):
        return self.decoder.forward(beside(fed, self.decoder, self.target.inputs, memory), first)

    def _write_back(self, tape, dy):
        dx, dfirst, grads = self.decoder.backward(tape, dy)
        return dfirst, dx[:, :, self.target.inputs :].sum(0), {"decoder": grads}


class FirstStateCaptioner(Captioner):
    """The picture is the first state (Karpathy & Fei-Fei 2015 add it to the first step alone)::

    v   = a V_v + b_v
    h_0 = tanh(v V_h + b_h)                  and c_0 in the same way, where there is one
    h_t = decoder(y_{t−1}, h_{t−1})
    """

    def _fed_width(self):
        return self.target.inputs, "words, stop and start"

    def _build(self, rng):
        cell = self.decoder.cell
        self.sizes = [cell.size(name) for name in cell.states]
        self.view = self._linear(self.cells_size, P, rng)
        self.first = self._linear(P, sum(self.sizes), rng)
        self.readout = self._linear(self.decoder.output_size, self.target.outputs, rng)

    @property
    def parts(self):
        """The parts that have parameters, by the name that stands before theirs."""
        return super().parts | {"view": self.view, "first": self.first}

    def _look(self, a):
        v, view = self.view.forward(a.reshape(len(a), -1))
        s, first = self.first.forward(v)
        s = np.tanh(s)
        return split(s, self.sizes), (), (view, first, s)

    def _look_back(self, tape, dfirst, dmemory):
        view, first, s = tape
        dv, _, own = self.first.backward(first, np.concatenate(dfirst, 1) * (1 - s**2))
        da, _, more = self.view.backward(view, dv)
        return da, {"first": own, "view": more}

    def _write(self, fed, first, memory):
        return self.decoder.forward(fed, first)


def split(s, sizes):
    """(B, rows) as a state: a tuple of arrays of these widths."""
    return tuple(np.split(s, np.cumsum(sizes)[:-1], axis=1))


def beside(fed, decoder, N, v):
    """[y_{t−1}; v] for every step, (T, B, N + P): words as one-hot rows, v beside each."""
    T, B = fed.shape
    x = np.zeros((T, B, decoder.input_size), decoder.dtype)
    x.reshape(T * B, -1)[np.arange(T * B), fed.ravel()] = 1
    x[:, :, N:] = v
    return x
