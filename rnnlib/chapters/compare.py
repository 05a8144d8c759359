"""What a notebook stored and what came when it ran again: every difference in a sentence."""

from itertools import zip_longest

from rnnlib.chapters.pictures import IN_HTML, alike_in_size, decoded, difference, encoded

MARKER = "# NBVAL_IGNORE_OUTPUT"


def differences(stored, came):
    """Sentences on where the outputs of two canonical notebooks with the same cells differ.

    Cells that were not executed when stored are passed over: that is the lint's to say. So are
    cells with nbval's own marker for outputs that rounding decides, such as a network's that was
    trained in the chapter; they are executed all the same.
    """
    found = []
    for before, after in zip(stored.cells, came.cells, strict=True):
        marked = MARKER in before.source.split("\n")
        if before.get("execution_count") is not None and not marked:
            cell = f"cell [{after.execution_count}]"
            found += [f"{cell}: {what}" for what in _outputs(before.outputs, after.outputs)]
    return found


def keep_pictures(came, stored):
    """Put the stored pictures back into `came` where nothing else of their output differs.

    So a chapter written again on another machine does not change for its fonts; nor, in a cell
    with the marker, for what its processor rounds, as long as the words are the same.
    """
    for before, after in zip(stored.cells, came.cells, strict=False):
        if before.get("source") == after.source and after.cell_type == "code":
            same = _in_words if MARKER in after.source.split("\n") else _in_all
            for old, new in zip(before.outputs, after.outputs, strict=False):
                if same(old, new):
                    new.update(old, **{k: new[k] for k in ("execution_count",) if k in new})


def _in_words(old, new):
    return _kind(old) == _kind(new) and _parts(old) == _parts(new)


def _in_all(old, new):
    return not any(_output(old, new))


def _outputs(before, after):
    for number, (old, new) in enumerate(zip_longest(before, after), start=1):
        if old is None:
            yield f"nothing was stored as output {number}, now it is {_kind(new)}"
        elif new is None:
            yield f"{_kind(old)} was stored as output {number}, now there is none"
        else:
            yield from _output(old, new)


def _output(old, new):
    """Differences of two outputs, the execution count aside."""
    if _kind(old) != _kind(new):
        yield f"{_kind(old)} was stored, now it is {_kind(new)}"
        return
    before, after = _parts(old), _parts(new)
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield f"{name} was stored, now there is none"
        elif name not in before:
            yield f"no {name} was stored, now there is one"
        elif before[name] != after[name]:
            yield f"{name} {_first(before[name], after[name])}"
    if "data" in old:
        yield from _pictures(encoded(old.data), encoded(new.data))


def _pictures(before, after):
    if len(before) != len(after):
        yield f"its pictures numbered {len(before)} when stored, now {len(after)}"
        return
    for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        if old == new:
            continue
        old, new = decoded(old), decoded(new)
        if not alike_in_size(old, new):
            yield (f"picture {number} was stored with {_size(old)} pixels, now it has {_size(new)}")
        elif place := difference(old, new):
            yield f"picture {number} is not the stored one around pixel {place} of {_size(new)}"


def _kind(output):
    names = {"execute_result": "a result", "display_data": "a display", "error": "an error"}
    return names.get(output.output_type) or output.name


def _parts(output):
    """An output's texts by name, its pictures left out."""
    if output.output_type == "stream":
        return {output.name: output.text}
    if output.output_type == "error":
        return {"error": f"{output.ename}: {output.evalue}"}
    parts = {name: value for name, value in output.data.items() if name != "image/png"}
    if "text/html" in parts:
        parts["text/html"] = IN_HTML.sub("", parts["text/html"])
    return parts | ({"metadata": output.metadata} if output.metadata else {})


def _first(old, new):
    """The first line in which two values differ."""
    pairs = zip_longest(str(old).split("\n"), str(new).split("\n"))
    for number, (before, after) in enumerate(pairs, start=1):
        if before != after:
            return f"was stored with line {number} {_short(before)}, now it is {_short(after)}"
    return f"was stored as {type(old).__name__}, now it is {type(new).__name__}"


def _short(line):
    if line is None:
        return "missing"
    return repr(line if len(line) <= 100 else line[:97] + "…")


def _size(picture):
    return f"{picture.shape[1]} × {picture.shape[0]}"
