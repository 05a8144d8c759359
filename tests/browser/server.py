"""JupyterLab as a user has it on the first day: settings all but fresh, no token, a free port.

The same server answers for Notebook 7, at /notebooks/NAME.ipynb. Voilà has a server of its own.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "defer"},  # older Labs hide what is below
}
# What the course installs. The browsers' own of other test dependencies stay out: JupyterLite's
# complains on every page that is not its own.
EXTENSIONS = ("anywidget", "@jupyter-widgets/jupyterlab-manager", "jupyterlab_pygments")
NOT_IN_VOILA = ("@jupyter-notebook/lab-extension", "@jupyterlite/pyodide-kernel-extension")


@contextmanager
def jupyter_lab(home):
    """Run a JupyterLab that keeps everything under `home`: (the folder it shows, its address)."""
    folder = home / "notebooks"
    folder.mkdir()
    for name, chosen in SETTINGS.items():
        file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(chosen))
    extensions = home / "labextensions"
    for name in EXTENSIONS:
        whole = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / name
        shutil.copytree(whole, extensions / name)
    port = free_port()
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": "",
        "ServerApp.password": "",
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "LabApp.news_url": "",
        "LabApp.extension_manager": "readonly",
    }
    for app in ("LabApp", "JupyterNotebookApp"):
        options |= {
            f"{app}.expose_app_in_browser": True,
            f"{app}.user_settings_dir": home / "settings",
            f"{app}.workspaces_dir": home / "workspaces",
            f"{app}.labextensions_path": extensions,
        }
    with serving("jupyterlab", options, port, home, folder) as address:
        yield folder, address


@contextmanager
def voila(home, notebook):
    """Run Voilà on one notebook, as `voila NOTEBOOK` does: its address."""
    port = free_port()
    options = {
        "port": port,
        "Voila.open_browser": False,
        "VoilaConfiguration.extension_denylist": list(NOT_IN_VOILA),
    }
    with serving("voila", options, port, home, notebook.parent, notebook.name) as address:
        yield address


def free_port():
    """A port of this machine that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serving(module, options, port, home, folder, *arguments):
    """Run `python -m module --option=… arguments` in `folder`, its files in `home`: its address."""
    kinds = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    environment = os.environ | {f"JUPYTER_{kind}": str(home / kind.lower()) for kind in kinds}
    environment |= {"IPYTHONDIR": str(home / "ipython"), "JUPYTER_PLATFORM_DIRS": "0"}
    chosen = (f"--{name}={value}" for name, value in options.items())
    command = [sys.executable, "-m", module, *arguments, *chosen]
    with open(home / "log", "w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server, home / "log")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address, server, log, seconds=60):
    """Until the server answers, whatever it says; fails with its log when it does not."""
    for _ in range(seconds * 5):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/api", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()[-3000:]}", pytrace=False)
