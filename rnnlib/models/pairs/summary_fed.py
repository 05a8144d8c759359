"""The summary of the source in front of the decoder at every step."""

import numpy as np

from rnnlib.models.pairs.encoder_decoder import EncoderDecoder


class SummaryFedEncoderDecoder(EncoderDecoder):
    """An `EncoderDecoder` that is told the summary again at every step (Cho et al. 2014)::

        h′_t = decoder([y_{t−1}; s], h′_{t−1})       s the encoder's summary (B, H)

    so that the decoder's state need not carry what s holds. y_{t−1} is a one-hot row, and the
    decoder takes target.inputs + H inputs. (In the paper s goes to the output as well.)
    """

    def _fed_width(self):
        more = "symbols of the target, stop and start, and the encoder's summary"
        return self.target.inputs + self.encoder.output_size, more

    def _remember(self, read, encoder, mask):
        return self.encoder.summary(encoder)

    def _write(self, fed, first, memory, rng=None):
        x = self.beside(fed, memory)
        return self.decoder.forward(x, first, rng=rng)

    def beside(self, fed, summary):
        """[y_{t−1}; s] for every step, (T, B, target.inputs + H)."""
        T, B = fed.shape
        N = self.target.inputs
        x = np.zeros((T, B, N + summary.shape[1]), summary.dtype)
        x.reshape(T * B, -1)[np.arange(T * B), fed.ravel()] = 1
        x[:, :, N:] = summary
        return x

    def _write_back(self, decoder, dy):
        dx, dfirst, grads = self.decoder.backward(decoder, dy)
        return dfirst, None, dx[:, :, self.target.inputs :].sum(0), {"decoder": grads}
