"""JupyterLab as a user has it on the first day: settings all but fresh, no token, a free port.

The same server answers for Notebook 7, at /notebooks/NAME.ipynb.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kinds = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    environment = os.environ | {f"JUPYTER_{kind}": str(home / kind.lower()) for kind in kinds}
    environment |= {"IPYTHONDIR": str(home / "ipython"), "JUPYTER_PLATFORM_DIRS": "0"}
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
    command = [sys.executable, "-m", "jupyterlab", *(f"--{k}={v}" for k, v in options.items())]
    with open(home / "log", "w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server, home / "log")
            yield folder, address
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address, server, log, seconds=60):
    """Until the server answers; fails with its log when it does not."""
    for _ in range(seconds * 5):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/api", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}", pytrace=False)
