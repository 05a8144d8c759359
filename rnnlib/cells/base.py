"""What every cell shares: its parameters, the names of its arrays, and how they are packed.

A cell is its equations, in three short methods. Inside a run everything lies *feature first*: a
gate of one step is a contiguous block (H, B), and all gates of a step lie under one another in
z (G·H, B), so one matrix product per step serves them all::

    step(...)        one step forward, elementwise after z = S [x; 1; h⁻]
    local(...)       the derivatives that need no adjoint, for many steps at once
    step_back(...)   the adjoint of one step: incoming × local factor

The *names* of a method's arguments say which arrays it gets::

    i, f, h, m …   a gate, state or extra of this step          (H, B)
    ifo            neighbouring gates as one block              (3H, B)
    h_, c_         a state one step ago: h⁻, c⁻                 (H, B)
    xeh            the stacked operand [x; 1; h⁻]               (D + 1 + H, B)
    z              all gates                                    (G·H, B)
    tmp, tmp_q     scratch of H rows, or of the size of q       (H, B)

and on the way back also::

    dh, dh_        ∂L/∂h of this step, and of the one before    (H, B)
    dz, dz_ifo     ∂L/∂z, z the pre-activations                 (G·H, B)
    K_ifo          local factors, one for each gate             (3H, B)

Everything else is a working matrix of `pack` or `pack_back`. `local` gets the same names with an
axis of steps in front.
"""

import numpy as np

from rnnlib.edge import expect, float_type, generator, size_of
from rnnlib.init import glorot_uniform, orthogonal
from rnnlib.workspace import room


class Cell:
    """One step of a recurrent network; a subclass gives the names and the equations.

    ``gates`` are the blocks of z in their order; ``states`` what is carried from step to step, the
    first being the output; ``extras`` other named values worth keeping; ``operand`` the blocks of
    the stacked operand (e is a row of ones); ``factors`` the local factors beside one K for each
    gate; ``inputs`` the run of gates that W feeds, all of them if None; ``through`` the working
    matrices by which it does.

    ``equations`` is what is written of the step, {left: right} in its order. {f} is the quantity f,
    {c⁻} c one step old, {z_f} the sum x W + h⁻ U + b of the gate f, {z_n:r} the same with r ⊙ h⁻
    in the place of h⁻.
    """

    gates = ()
    states = ("h",)
    extras = ()
    operand = ("x", "e", "h")
    factors = ()
    inputs = None
    through = ("S",)
    equations = {}

    def __init__(self, D, H, *, rng, dtype=np.float64):
        """D inputs, H units; ``rng`` draws the weights, ``dtype`` is float64 or float32."""
        expect(type(self) is not Cell, "cell", "a kind of Cell, such as LSTMCell", "Cell itself")
        self.D, self.H = size_of("D", D), size_of("H", H)
        self.dtype = float_type(dtype)
        self.params = self.draw(generator(rng))
        self.shapes = {name: p.shape for name, p in self.params.items()}

    def draw(self, rng):
        """First values: W Glorot uniform, U orthogonal, gate by gate, b zero."""
        G = len(self.inputs or self.gates)
        W = [glorot_uniform((self.D, self.H), rng=rng) for _ in range(G)]
        U = [orthogonal((self.H, self.H), rng=rng) for _ in range(G)]
        return {
            "W": np.concatenate(W, axis=1).astype(self.dtype),
            "U": np.concatenate(U, axis=1).astype(self.dtype),
            "b": np.zeros(G * self.H, self.dtype),
        }

    def describe(self):
        """The kind of cell that the parameters belong to."""
        return type(self).__name__

    def __repr__(self):
        return f"{type(self).__name__}(D={self.D}, H={self.H}, dtype={self.dtype.name})"

    def summed(self):
        """The parameters as the equations have them, with one b beside x W + h⁻ U."""
        return self.params

    def size(self, name):
        """Rows of the block ``name``; gates, states and extras have H of them."""
        return {"x": self.D, "e": 1}.get(name, self.H)

    @property
    def output_size(self):
        """Width of what a layer of this cell puts out: the size of its first state."""
        return self.size(self.states[0])

    def pack(self, W):
        """The working matrices of a run forward, feature first, by the names `step` calls them.

        W is the parameter, or no row of it where x are symbols, whose rows of W are looked up.
        """
        return {"S": stack(W, self.params["b"], self.params["U"])}

    def pack_back(self, packed):
        """The working matrices of a run backward, by the names `step_back` calls them.

        They are parts of what `pack` made for the run forward, so that the gradient is that of the
        run, whatever has become of the parameters since. `pack` gives no views of parameters.
        """
        return {"U": packed["S"].T[-self.size(self.operand[-1]) :]}

    def input_weights(self, packed):
        """The parameter W (D, ·) as it was when `pack` was given it."""
        return packed["S"].T[: self.D]

    @property
    def uses(self):
        """Which two arrays' product, Σ over all steps of a bᵀ, is the gradient of a matrix that
        `pack` stacked, row upon row: {"S": ("xeh", "dz")} says that z = S [x; 1; h⁻]."""
        return {"S": ("".join(self.operand), "dz")}

    def products(self, flat):
        """Σ over a group of steps of gradients that are no such products.

        ``flat`` holds the group's arrays by name, as columns: flat["dz"] is (G·H, steps·B).
        ``flat.along("dz_i", "c")`` is the sum of dz_i ⊙ c over all columns, (H,).
        """
        return {}

    def unpack(self, sums, D):
        """Gradients by parameter name, from the sums of all `uses` and `products`; D is as in
        `pack`: the number of rows of W that were given."""
        W, b, U = unstack(sums["S"], D)
        return {"W": W, "b": b, "U": U}


def stack(*rows):
    """The transpose of matrices (and a vector) on top of one another.

    For S = stack(W, b, U) the product S [x; 1; h] is the transpose of x W + b + h U.
    """
    parts = [part if part.ndim == 2 else part[None] for part in rows]
    whole = room((sum(map(len, parts)), parts[0].shape[1]), parts[0].dtype)
    return np.concatenate(parts, out=whole).T


def unstack(sum_, D):
    """The rows W, b and U of a sum whose stack was S: views."""
    return sum_[:D], sum_[D], sum_[D + 1 :]
