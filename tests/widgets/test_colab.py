"""Colab shows other people's widgets once it has been asked to: ours ask by themselves."""

import subprocess
import sys

# As Colab has it, as far as anywidget looks.
CODE = """
import sys, types
asked = []
output = types.ModuleType("google.colab.output")
output.enable_custom_widget_manager = lambda: asked.append("manager")
output._widgets = types.SimpleNamespace(_installed_url="https://example.org/manager.js")
sys.modules |= {"google.colab": types.ModuleType("google.colab"), "google.colab.output": output}
from rnnlib.widgets import WidgetCheck
data, metadata = WidgetCheck()._repr_mimebundle_()
assert data["text/plain"].startswith("WidgetCheck")
(view,) = (kind for kind in data if "widget-view" in kind)
print(asked, metadata[view]["colab"]["custom_widget_manager"]["url"])
"""


def test_a_widget_asks_colab_for_its_manager():
    run = subprocess.run([sys.executable, "-c", CODE], capture_output=True, encoding="utf-8")
    assert run.stdout == "['manager'] https://example.org/manager.js\n", run.stderr
