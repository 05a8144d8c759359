"""Run the chapters: `write` stores them, and their table in the README; `check` tells where a
stored one is not what came; `page` writes each as one HTML file that opens without Jupyter and
without a network.

Exit code 0: all is well; 1: a chapter failed or is not as stored; 2: the command makes no sense.
"""

import argparse
import os
import sys
from pathlib import Path

from rnnlib.chapters.commands import FOLDER, chapters, check, write
from rnnlib.chapters.execute import ChapterError, older_processor
from rnnlib.chapters.readme import refresh
from rnnlib.files import print_all
from rnnlib.language import LANGUAGES
from rnnlib.language import VARIABLE as LANGUAGE


def main(arguments=None):
    """Carry out the command line; the exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    if arguments[:1] == ["grade"]:
        from rnnlib.chapters.grade import command  # which the other commands can do without

        return command.main(arguments[1:])
    parser = argparse.ArgumentParser(prog="python -m rnnlib.chapters", description=__doc__)
    parser.add_argument("command", choices=("write", "check", "page", "grade"))
    parser.add_argument("names", nargs="*", metavar="NAME", help="a chapter, such as 05_lstm_gates")
    parser.add_argument("--folder", default=FOLDER, help="where the notebooks are")
    parser.add_argument("--out", default="pages", help="where pages go (default: %(default)s)")
    parser.add_argument(
        "--older-processor",
        action="store_true",
        help="check whether an older processor, which rounds otherwise, prints the same",
    )
    parser.add_argument("--language", choices=LANGUAGES, help="of pages: of all but their prose")
    options = parser.parse_intermixed_args(arguments)
    try:
        paths = chapters(options.names, options.folder)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if options.command == "page":
        if options.language:
            os.environ[LANGUAGE] = options.language
        if Path(options.out).exists() and not Path(options.out).is_dir():
            print(f"out: expected a folder, got the file {options.out}", file=sys.stderr)
            return 2
        return _pages(paths, options.out)
    env = older_processor() if options.older_processor else None
    code = 0
    for path in paths:
        try:
            wrong = write(path) if options.command == "write" else check(path, env)
        except (ChapterError, ValueError) as error:
            wrong = [str(error)]
        done = "written" if options.command == "write" else "as stored"
        print(*(f"{path.stem}: {what}" for what in wrong or [done]), sep="\n", flush=True)
        code |= bool(wrong)
    if options.command == "write" and Path(options.folder) == FOLDER and refresh():
        print("README.md: written")
    return int(code)


def _pages(paths, out):
    """Write the pages, print what each weighs; the exit code."""
    from rnnlib.chapters.page.writer import write_pages  # which the other commands can do without

    written, code = [], 0
    for path, wrong in write_pages(paths, out):
        page = Path(out, f"{path.stem}.html")
        print(f"{path.stem}: {wrong or page}", flush=True)
        written += [] if wrong else [page]
        code |= bool(wrong)
    if len(written) > 1:
        print(*_weights(written), sep="\n")
    return int(code)


def _weights(pages):
    """A table of what the pages weigh, line by line."""
    sizes = {page.stem: page.stat().st_size / 1e6 for page in pages}
    sizes |= {"on average": sum(sizes.values()) / len(sizes)}
    width = max(map(len, sizes))
    return [f"{'':{width}}     MB", *(f"{name:{width}}{MB:7.2f}" for name, MB in sizes.items())]


if __name__ == "__main__":
    print_all()
    sys.exit(main())
