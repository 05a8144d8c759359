"""Six jobs, five shapes: which network for which job?"""

from rnnlib.edge import brief
from rnnlib.exercises.machinery.exercise import Bug, Exercise

SHAPES = ("one to one", "one to many", "many to one", "aligned", "encoder–decoder")

STATEMENT = """
Six people want a network. Give each the simplest shape that can do the job:

- **A** A photograph comes in. Is there a dog in it?
- **B** A hundred readings of a sensor come in. Will the machine stand still tomorrow?
- **C** The name of a composer comes in, a melody of twenty notes shall come out.
- **D** A sentence comes in. For every word: is it a noun, a verb, or something else?
- **E** A question in English comes in, the same question in Finnish shall come out.
- **F** Every day its temperature comes in, and every evening, before the next day comes, a forecast
  for that next day is wanted.

Return a dict with a name for each letter: `"one to one"`, `"one to many"`, `"many to one"`,
`"aligned"` or `"encoder–decoder"`. (`-` may stand for `–`.)
"""

HINTS = (
    "Ask two questions of each job. How many inputs, how many answers? And if there are many of "
    "both: is there one answer for each input?",
    "A loss enters wherever an answer is asked for. A has one, D has one for every word, and F one "
    "for every day.",
    "In E the two sentences have lengths of their own, and the Finnish one cannot begin before "
    "the question has been read. In F an answer is due before the next input comes.",
)


def shapes():
    return {
        "A": "one to one",
        "B": "many to one",
        "C": "one to many",
        "D": "aligned",
        "E": "encoder–decoder",
        "F": "aligned",
    }


RIGHT = shapes()
WHY = {
    ("A", None): "A photograph is one input, seen at once, and the answer is one.",
    ("B", "aligned"): "Nobody asks for an answer at every reading: one loss, at the end.",
    ("B", None): "A hundred inputs, one answer: the loss enters once, after the last reading.",
    ("C", "many to one"): "It is the other way round: one name comes in, many notes come out.",
    ("C", None): "One input, many answers: the name is read once, every note is read back in.",
    ("D", "many to one"): "Every word has an answer of its own, so a loss enters at every word.",
    ("D", "encoder–decoder"): (
        "It could be done so, but there is one answer for each word, in the same order: no second "
        "network is needed."
    ),
    ("D", None): "Many inputs, and one answer for each of them.",
    ("E", "aligned"): (
        "The Finnish question has another number of words, in another order: there is no answer "
        "for each input."
    ),
    ("E", None): "Many in, many out, of another number: one network reads, another one writes.",
    ("F", "many to one"): "One answer would be too few: a forecast is wanted every evening.",
    ("F", "encoder–decoder"): (
        "A network that first reads everything would give no forecast until the last day."
    ),
    ("F", None): "One answer for each input, at once: the target is the input of the next day.",
}


def judge(answer):
    """A sentence on the first wrong shape; None if all are right."""
    if not isinstance(answer, dict):
        return f"Expected a dict, a shape for each of {', '.join(RIGHT)}."
    for job in RIGHT:
        if job not in answer:
            return f"**{job}** has no shape yet."
        given = answer[job]
        named = given.strip().lower().replace("-", "–") if isinstance(given, str) else given
        if named not in SHAPES:
            return f"**{job}**: expected one of {', '.join(map(repr, SHAPES))}, got {brief(given)}."
        if named != RIGHT[job]:
            why = WHY.get((job, named), WHY[job, None])
            return f"**{job}** is not {named}. {why}"
    return None


BUGS = tuple(
    Bug(f'"{job}": "{RIGHT[job]}"', f'"{job}": "{other}"', why)
    for (job, other), why in WHY.items()
    if other
) + (
    Bug('"A": "one to one"', '"A": "many to one"', WHY["A", None]),
    Bug('"B": "many to one"', '"B": "encoder–decoder"', WHY["B", None]),
    Bug('"C": "one to many"', '"C": "one to one"', WHY["C", None]),
    Bug('"D": "aligned"', '"D": "one to many"', WHY["D", None]),
    Bug('"E": "encoder–decoder"', '"E": "many to one"', WHY["E", None]),
    Bug('"F": "aligned"', '"F": "one to many"', WHY["F", None]),
)

which_shape = Exercise(
    "six jobs, five shapes",
    statement=STATEMENT,
    hints=HINTS,
    solution=shapes,
    bugs=BUGS,
    judge=judge,
)
