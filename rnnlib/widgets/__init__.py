"""Interactive widgets that animate the numbers of real runs (they need anywidget).

Each lives in a folder of its own with everything that is its alone; what they share is in `shared`.
A folder here is a widget: what its ``__all__`` names can be had from this package.
`language` chooses the language of their words.
"""

from importlib import import_module
from pkgutil import iter_modules

from rnnlib.language import language as language

__all__ = []
for _folder in iter_modules(__path__):
    if _folder.name != "shared":
        _widget = import_module(f"{__name__}.{_folder.name}")
        globals().update({name: getattr(_widget, name) for name in _widget.__all__})
        __all__ += _widget.__all__
