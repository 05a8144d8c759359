"""Where the work of a long command is done: its options --jobs and --dask."""


def add_where(parser):
    """Add --jobs N and --dask [ADDRESS] to an argparse parser."""
    parser.add_argument(
        "--jobs", type=int, metavar="N", default=-1, help="processes (default: one on every core)"
    )
    parser.add_argument(
        "--dask",
        nargs="?",
        const="local",
        metavar="ADDRESS",
        help="work on the cluster of this dask.distributed scheduler, such as tcp://host:8786; "
        "without an address, on a cluster on this machine",
    )
