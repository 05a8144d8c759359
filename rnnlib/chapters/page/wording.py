"""The words of the page itself in the language of its widgets; prose stays as it is written."""

import re
from html import escape

from rnnlib.language import language, table

# Elements that hold words of the page; a title may be the chapter's.
SPOKEN = re.compile(r"<(header|footer|noscript|a|section|search|h2|title)(?= |>)(?!>\$)")


def translated(template):
    """A template of a page, whose texts and attributes stand in the table, in another language.

    What is translated says so in its attribute ``lang``: the page itself stays one in English.
    """
    chosen = language()
    if chosen == "en":
        return template
    known, wanted = table("en")["template"], table(chosen)["template"]
    for key, text in known.items():
        old, new = re.escape(escape(text)), escape(wanted[key])
        template = re.sub(rf"(>|title=\"|label=\"){old}(?=[<\"\n])", rf"\g<1>{new}", template)
    return SPOKEN.sub(rf'<\1 lang="{chosen}"', template)
