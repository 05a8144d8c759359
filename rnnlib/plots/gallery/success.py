"""The figure of success against length, from the stored results of the sweep."""

from rnnlib.experiments import success
from rnnlib.plots.gradients.success_against_length import success_against_length
from rnnlib.plots.picture import Picture


def against_length():
    """The share of networks that learned each length, and every one of them."""
    results = success.results()
    return Picture(success_against_length(results), sentence(results))


def sentence(results):
    """In words: the longest sequences that more than half of each method's networks learned."""
    said = (
        f"{results.label(task)}: "
        + ", ".join(
            f"{results.label(m)} {results.longest(task, m) or '–'}" for m in results.methods
        )
        for task in results.tasks
    )
    return (
        "The share of networks that learned a task against the length of its sequences, and below "
        "it a mark for each network. The longest sequences that more than half of the networks of "
        f"a method learned: {'; '.join(said)}."
    )


FIGURES = {"success_against_length": against_length}
