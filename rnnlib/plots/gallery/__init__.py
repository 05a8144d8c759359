"""The figures in ``figures/``, each drawn from a run made on the spot or from shipped weights.

One file per chapter; its ``FIGURES`` are functions by the name of the file that they fill.
"""

from rnnlib.plots.gallery import (
    bidirectional,
    bptt,
    cells,
    encoder_decoder,
    gru,
    lstm,
    success,
    unrolling,
    vanishing,
    why,
)

FIGURES = {
    **why.FIGURES,
    **unrolling.FIGURES,
    **bptt.FIGURES,
    **vanishing.FIGURES,
    **success.FIGURES,
    **cells.FIGURES,
    **lstm.FIGURES,
    **gru.FIGURES,
    **bidirectional.FIGURES,
    **encoder_decoder.FIGURES,
}
