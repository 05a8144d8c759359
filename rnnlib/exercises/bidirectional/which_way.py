"""What a bidirectional network is for, and what it cannot do."""

from rnnlib.edge import brief
from rnnlib.exercises.machinery.exercise import Bug, Exercise

FORWARD, DELAY, BOTH = "forward", "delay", "both ways"
JOBS = {
    "keyboard": "A telephone proposes the next word while you type.",
    "captions": "Captions for a live broadcast; they may come two seconds late.",
    "archive": "Interviews recorded in 1970 are to be written down.",
    "brake": "A car decides whether to brake, from the pictures of its camera.",
    "papyrus": "Letters are missing in a papyrus; which ones stood there?",
    "writer": "A network writes a story, one character after the other.",
    "heart": "An alarm for heartbeats that go wrong; half a minute may pass before it sounds.",
    "grammar": "Every word of a finished letter is marked as noun, verb, adjective, …",
}
RIGHT = {
    "keyboard": (FORWARD, "The next word is what is asked for: nothing after it is there."),
    "captions": (DELAY, "The end of the broadcast is not there yet, but two seconds more are. A "
                 "forward network that answers two seconds late has heard them."),
    "archive": (BOTH, "The whole recording is there before the first word is written."),
    "brake": (FORWARD, "The pictures to come are not there, and to wait for them is too late."),
    "papyrus": (BOTH, "What stands after the hole is there, and tells as much as what stands "
                "before it."),
    "writer": (FORWARD, "Each character is written before the next one exists."),
    "heart": (DELAY, "The patient's future is not there. But the alarm may look at half a minute "
              "more before it answers for a heartbeat."),
    "grammar": (BOTH, "The letter is finished: all words are there, on both sides."),
}  # fmt: skip
CHOICES = (FORWARD, DELAY, BOTH)

STATEMENT = f"""
Which network for which job? Return a dict with one of these names for each job:

- `"forward"`: it reads forward and answers at once;
- `"delay"`: it reads forward and answers some steps later;
- `"both ways"`: it is bidirectional.

Take the one that has read most, of those that can do the job at all.

| | |
|:--|:--|
{chr(10).join(f"| `{name}` | {job} |" for name, job in JOBS.items())}
"""

HINTS = (
    "Ask of every job: at the moment when the answer is due, which inputs exist?",
    "A backward layer begins at the *last* input. If that does not exist yet when the answer is "
    "due, nothing bidirectional can run.",
    "Where an answer may be late by a fixed time, a forward network can use that time. Three jobs "
    "are of the first kind, two of the second, three of the third.",
)


def which_way():
    return {
        "keyboard": "forward",
        "captions": "delay",
        "archive": "both ways",
        "brake": "forward",
        "papyrus": "both ways",
        "writer": "forward",
        "heart": "delay",
        "grammar": "both ways",
    }


def _against(job, choice):
    """What is said of a wrong choice: why it cannot be, or what it leaves unread."""
    right, why = RIGHT[job]
    if CHOICES.index(choice) > CHOICES.index(right):
        kind = "runs only when all is there" if choice == BOTH else "answers too late here"
        return f"`{job}`: {choice} {kind}. {why}"
    return f"`{job}`: {choice} would run, but leaves unread what it could have read. {why}"


def _mistaken(job, choice):
    return Bug(f'"{job}": "{RIGHT[job][0]}"', f'"{job}": "{choice}"', _against(job, choice))


BUGS = tuple(
    _mistaken(job, choice) for job in JOBS for choice in CHOICES if choice != RIGHT[job][0]
)


def judge(answer):
    """A sentence on the first job that has the wrong network; None if all are right."""
    if not isinstance(answer, dict):
        return f"Expected a dict with a name for each of {', '.join(JOBS)}."
    if unknown := [job for job in answer if job not in JOBS]:
        return f"There is no job {unknown[0]!r}."
    for job, (right, _) in RIGHT.items():
        choice = answer.get(job)
        if choice not in CHOICES:
            return f"`{job}`: expected one of {', '.join(map(repr, CHOICES))}, got {brief(choice)}."
        if choice != right:
            return _against(job, choice)
    return None


which_way = Exercise(
    "which network for which job",
    statement=STATEMENT,
    hints=HINTS,
    solution=which_way,
    bugs=BUGS,
    judge=judge,
)
