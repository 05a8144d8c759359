"""WidgetCheck: does the browser draw, does Python answer, do the keys arrive?"""

from .widget import WidgetCheck

__all__ = ["WidgetCheck"]
