"""How fast a CellPlayer is in Chromium: opening, scrubbing, playing; paired with another state.

    python tests/benchmarks/player.py                        this state of the project alone
    python tests/benchmarks/player.py --before HEAD~3        and a revision, or another checkout
    python tests/benchmarks/player.py --cells GRU --shapes 17x6 --rounds 5 --page

The two take turns: each round opens a fresh page with either, and printed are the medians of the
rounds, before → now, and the median of the ratios of a round. "script": milliseconds from the event
of the scrub bar to the end of drawing; "laid": the same with style and layout forced; "all": the
processor's time that the page's main thread needs for a step, painting included; "leap": as
"script", where the steps are far from each other. "late" are the frames of playing at the fastest
that came more than half a frame late.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SITE = ROOT / "rnnlib" / "chapters" / "page" / "site"
HOST = """<!doctype html><meta charset="utf-8"><title>player</title>
<link rel="stylesheet" href="widget.css"><style>body { margin: 0 }</style>
<div id="place"></div><script type="module" src="player_probe.js"></script>"""
CELLS = ("LSTM", "PeepholeLSTM", "GRU")
WAYS = ("forward", "backward")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
LATE = 1000 / 60 * 1.5  # ms
SPEEDS = (4, 60)  # steps a second: as it opens, and the fastest
COLUMNS = {  # of the table: what a round finds, and how it is written
    "made s": ("made", "{:.2f}"),
    "MB": ("arrays", "{:.1f}"),
    "rest kB": ("rest", "{:.0f}"),
    "page MB": ("page", "{:.2f}"),
    "page s": ("paged", "{:.2f}"),
    "open ms": ("open", "{:.0f}"),
    "nodes": ("nodes", "{:.0f}"),
    "script": ("script", "{:.2f}"),
    "laid": ("laid", "{:.2f}"),
    "all": ("task", "{:.2f}"),
    "leap": ("leap", "{:.2f}"),
    "late": ("late", "{:.0%}"),
    "fps 4": ("fps4", "{:.1f}"),
    "fps 60": ("fps60", "{:.1f}"),
}


def main():
    """Read the command line, write the players, open them in turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", help="a revision of this repository, or a folder")
    parser.add_argument("--cells", nargs="+", choices=CELLS, default=list(CELLS), metavar="CELL")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--shapes", nargs="+", default=["2000x128"], help="TxH")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=60, help="that are scrubbed in a round")
    parser.add_argument("--seconds", type=float, default=2.0, help="of playing in a round")
    parser.add_argument("--page", action="store_true", help="a page that opens from disk, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        measured(options, Path(work))


def measured(options, work):
    """One line of the table for each cell, way and shape."""
    from needs import find
    from playwright.sync_api import sync_playwright

    states = {"now": ROOT} | (
        {"before": checkout(options.before, work / "before")} if options.before else {}
    )
    wanted = [name for name, (key, _) in COLUMNS.items() if options.page or "page" not in key]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find("chromium"), args=FLAGS)
        print(f"Chromium {browser.version}, {options.width} px, B = 1, float32; ms a step")
        for shape in options.shapes:
            for cell in options.cells:
                for way in options.ways:
                    found = rounds(options, browser, work, states, (cell, way, *shape.split("x")))
                    print(f"\n{cell} {way} {shape.replace('x', ' × ')} (T × H)")
                    for name in wanted:
                        print(f"  {name:9} {line(name, found)}", flush=True)
        browser.close()


def rounds(options, browser, work, states, shape):
    """{state: {key: the values of all rounds}}."""
    folders, found = {}, {}
    for name, root in states.items():
        folders[name] = work / "-".join((name, *shape))
        found[name] = {k: [v] for k, v in written(root, folders[name], shape, options.page).items()}
    for turn in range(options.rounds):
        for name in list(states)[:: -1 if turn % 2 else 1]:
            for key, value in opened(options, browser, folders[name], shape[1]).items():
                found[name].setdefault(key, []).append(value)
    return found


def line(name, found):
    """Before → now, and the median of their ratios."""
    key, form = COLUMNS[name]
    middle = {state: form.format(statistics.median(found[state][key])) for state in found}
    if "before" not in found:
        return middle["now"]
    pairs = zip(found["now"][key], found["before"][key], strict=True)
    ratios = [now / before for now, before in pairs if before]
    times = f"× {statistics.median(ratios):.2f}" if ratios else ""
    return f"{middle['before']:>9} → {middle['now']:>9}   {times}"


def checkout(before, folder):
    """The folder of another state of the project; a revision is unpacked into `folder`."""
    if Path(before).is_dir():
        return Path(before).resolve()
    folder.mkdir()
    archive = subprocess.run(["git", "archive", before], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    return folder


def written(root, folder, shape, page):
    """What `player_page.py` prints when it imports the rnnlib that lies in `root`, in s, MB, kB."""
    folder.mkdir(parents=True)
    command = [sys.executable, HERE / "player_page.py", folder, *shape]
    command += ["--page"] if page else []
    env = os.environ | {"PYTHONPATH": str(root)}
    came = subprocess.run(
        command, cwd=folder, env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    found = json.loads(came.stdout.splitlines()[-1])
    scale = {"arrays": 1e6, "rest": 1e3, "page": 1e6}
    return {key: value / scale.get(key, 1) for key, value in found.items()}


def opened(options, browser, folder, way):
    """What one fresh page finds."""
    page = browser.new_page(viewport={"width": options.width, "height": 1200})
    page.route("http://player/*", lambda route: route.fulfill(path=served(folder, route)))
    page.goto("http://player/index.html")
    page.wait_for_function("() => window.probe", timeout=120_000)
    found = {"open": page.evaluate("probe.open()"), "nodes": page.evaluate("probe.nodes()")}
    if way == "backward":
        page.evaluate("probe.turn()")
    page.evaluate("probe.walk(10)")
    counted = page.context.new_cdp_session(page)
    counted.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = tasks(counted)
    steps = page.evaluate(f"probe.walk({options.steps})")
    found["task"] = 1000 * (tasks(counted) - before) / options.steps
    found |= {key: statistics.median(values) for key, values in steps.items()}
    found["leap"] = statistics.median(page.evaluate(f"probe.leap({options.steps})")["script"])
    for speed in SPEEDS:
        between = page.evaluate(f"probe.play({speed}, {options.seconds})")["between"]
        found[f"fps{speed}"] = 1000 / statistics.mean(between)
    found["late"] = sum(gap > LATE for gap in between) / len(between)
    page.close()
    if options.page:
        found["paged"] = from_disk(options, browser, folder)
    return found


def from_disk(options, browser, folder):
    """Seconds until a page that opens from disk shows its player."""
    page = browser.new_page(viewport={"width": options.width, "height": 1200})
    page.goto((folder / "player.html").as_uri(), wait_until="commit")
    page.wait_for_selector(".rnn-player canvas")
    seconds = page.evaluate("new Promise((d) => requestAnimationFrame(() => d(performance.now())))")
    page.close()
    return seconds / 1000


def tasks(session):
    """Seconds that a processor has worked for the page's main thread so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(m["value"] for m in metrics if m["name"] == "TaskDuration")


def served(folder, route):
    """The file that a page asks for."""
    name = route.request.url.rsplit("/", 1)[-1]
    if name == "index.html":
        (folder / name).write_text(HOST, "utf-8")
    return next(place / name for place in (folder, HERE, SITE) if (place / name).is_file())


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    main()
