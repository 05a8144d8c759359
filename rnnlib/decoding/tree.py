"""The tree that a search has grown: every string that it has weighed."""

import numpy as np

from rnnlib.decoding.greedy import written
from rnnlib.edge import whole


class Tree:
    """All nodes of one search, in the order in which they were weighed; node 0 is the root.

    A node is a string: its parent's, and one symbol more. Arrays (n,), read-only:

    - ``parent``: the node before, −1 at the root; ``depth``: how many symbols, 0 at the root;
    - ``symbol``: the last symbol, the start at the root;
    - ``step``: log p(symbol | the string before, source), and ``log_p``: the sum along the string;
    - ``score``: log_p / divisor(depth), what complete strings are ranked by;
    - ``rank``: its place among all candidates of its step, the likeliest 0;
    - ``kept``: whether it was among the ``beam`` best of its step (or is the greedy one);
    - ``ended``: kept, and the stop; ``complete``: ended, or kept when the limit was reached;
    - ``greedy``: whether it is on the path that takes the likeliest symbol each time.

    ``best`` is the number of the complete node of the highest score.
    """

    names = ("parent", "depth", "symbol", "step", "log_p", "score", "rank", "kept", "ended")
    names += ("complete", "greedy")

    def __init__(self, target, beam, limit, divisor):
        self.target, self.beam, self.limit, self.divisor = target, beam, limit, divisor
        self._rows = [(-1, 0, target.start, 0.0, 0.0, 0.0, 0, True, False, False, True)]
        self.best = None

    def grow(self, parents, log_p):
        """Weigh every symbol after every one of the ``parents``, log_p (n, outputs); returns which
        candidates are kept and go on, as two lists: rows of ``parents``, and the new nodes."""
        before = np.array([self._rows[node][4] for node in parents])
        total = before[:, None] + log_p
        order = np.argsort(-total, axis=None, kind="stable")
        kept = set(order[: self.beam].tolist())
        on_path = next((k for k, node in enumerate(parents) if self._rows[node][10]), None)
        greedy = None
        if on_path is not None:
            greedy = on_path * log_p.shape[1] + int(log_p[on_path].argmax())
            kept.add(greedy)
        depth = self._rows[parents[0]][1] + 1
        last, by = depth == self.limit, self.divisor(depth)
        rows, nodes = [], []
        for rank, place in enumerate(order.tolist()):
            row, symbol = divmod(place, log_p.shape[1])
            keep, value = place in kept, float(total[row, symbol])
            ended = keep and symbol == self.target.stop
            node, complete = len(self._rows), ended or (keep and last)
            step, score = float(log_p[row, symbol]), value / by
            record = parents[row], depth, symbol, step, value, score, rank
            self._rows.append((*record, keep, ended, complete, place == greedy))
            if complete and (self.best is None or score > self._rows[self.best][5]):
                self.best = node
            if keep and not complete:
                rows.append(row)
                nodes.append(node)
        return rows, nodes

    def symbol_of(self, node):
        """The last symbol of a node, while the tree still grows."""
        return self._rows[node][2]

    def settled(self, nodes):
        """Whether none of the open ``nodes`` can still become better than the best."""
        if not nodes:
            return True
        if self.best is None:
            return False
        hope = max(self._rows[node][4] for node in nodes) / self.divisor(self.limit)
        return self._rows[self.best][5] >= hope

    def close(self):
        """Turn the rows into the arrays; nothing grows after that."""
        for name, column in zip(self.names, zip(*self._rows, strict=True), strict=True):
            array = np.array(column)
            array.flags.writeable = False
            setattr(self, name, array)
        return self

    def path(self, node):
        """The nodes from the first symbol to this one, (depth,)."""
        node = whole("node", node, 0, "the number of a node")
        if node >= len(self):
            raise ValueError(f"node: expected a number below {len(self)}, got {node}")
        found = []
        while node:
            found.append(node)
            node = int(self.parent[node])
        return np.array(found[::-1], int)

    def written(self, node=None):
        """What a complete node says, by default the best, as `Written`."""
        path = self.path(self.best if node is None else node)
        return written(self.target, self.symbol[path], self.step[path])

    def ranking(self):
        """All complete nodes, the highest score first."""
        complete = np.flatnonzero(self.complete)
        return complete[np.argsort(-self.score[complete], kind="stable")]

    def __len__(self):
        return len(self._rows)

    def __repr__(self):
        return f"Tree(beam={self.beam}, nodes={len(self)}, depth={self._rows[-1][1]})"
