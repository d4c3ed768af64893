"""One private MariaDB for the whole run, on a unix socket in a temporary folder with a short path."""

import atexit
import fcntl
import pathlib
import shutil
import subprocess
import tempfile
import threading

from . import paths

_lock = threading.Lock()
_server = None
_running = []  # whatever has to be stopped before the database, newest last


class Server:
    """A MariaDB process with its folder; `start` and `stop` may alternate."""

    def __init__(self):
        # A unix socket path holds at most 107 bytes, so not under a deep TMPDIR.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rasoat-it-", dir="/tmp"))
        self.socket = self.folder / "db.sock"
        self.start()

    def start(self):
        self._do("start")

    def stop(self):
        self._do("stop")

    def pid(self):
        return int((self.folder / "db.pid").read_text())

    def _do(self, action):
        subprocess.run([paths.ETC / "private-mariadb", action, self.folder], check=True, timeout=120)

    def query(self, text, schema=""):
        """Rows of a statement as lists of texts, by the client program."""
        words = ["mariadb", "--no-defaults", f"--socket={self.socket}", "--user=root", "--batch", "--skip-column-names"]
        done = subprocess.run([*words, schema, "--execute", text] if schema else [*words, "--execute", text],
                              capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise AssertionError(f"{done.stderr.strip()}\n{text}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def server():
    """The server of this run; started when first asked for."""
    global _server
    with _lock:
        if _server is None:
            # Two that install their system tables at the same moment have been seen to fail.
            with open(paths.BINARY, "rb") as turn:
                fcntl.flock(turn, fcntl.LOCK_EX)
                _server = Server()
            atexit.register(stop_all)
        return _server


def stop_before_database(stop):
    """Remembers what to call before the database goes, should nobody have called it before."""
    _running.append(stop)


def stop_all():
    global _server
    while _running:
        _running.pop()()
    if _server is not None:
        _server.remove()
        _server = None
