"""Look inside a trained network: ``look FILE`` writes a page, NAME.html, that plays its cells step
by step. FILE comes from PyTorch (.pt, .pth: a state dict), Keras (.keras, .h5) or ONNX (.onnx).

Exit code 0: written; 2: a file, a name or an input that will not do.
"""

import argparse
import sys


def main(arguments=None):
    """Carry out the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m rnnlib.interop", description=__doc__)
    parser.add_argument("command", choices=("look",))
    parser.add_argument("file", metavar="FILE", help="what torch.save or its like has written")
    parser.add_argument("--out", default=".", help="folder of the page (default: this one)")
    parser.add_argument(
        "--name",
        help="which part, where there are several; parts that follow each other are separated by "
        "commas, embedding,lstm,out, where embeddings and linear or Dense layers can be named in "
        "files of PyTorch and Keras, not of ONNX",
    )
    parser.add_argument(
        "--nonlinearity",
        choices=("tanh", "relu"),
        help="of an nn.RNN in a file of PyTorch, which does not say (default: tanh)",
    )
    parser.add_argument("--input", metavar="X.npy", help="what it reads, (T, D) or (T, B, D)")
    parser.add_argument("--text", help="characters that it reads, of the alphabet of --corpus")
    parser.add_argument(
        "--corpus", metavar="TXT", help="a text file; its sorted characters are the symbols"
    )
    parser.add_argument("--notebook", action="store_true", help="write a notebook, not its page")
    options = parser.parse_args(arguments)
    name = options.name.split(",") if options.name and "," in options.name else options.name
    try:
        from rnnlib.interop.look import look

        place = look(
            options.file,
            options.out,
            as_notebook=options.notebook,
            name=name,
            nonlinearity=options.nonlinearity,
            input=options.input,
            text=options.text,
            corpus=options.corpus,
        )
    except (ValueError, OSError, ImportError) as error:
        print(error, file=sys.stderr)
        return 2
    print(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
