"""One installation: a schema, a data folder, settings, the command line, and a service on a free port."""

import http.client
import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time

from . import database, paths
from .client import Client

_numbers = itertools.count(1)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Done:
    """What a command left: exit status, output as text, and `json` of it."""

    def __init__(self, completed):
        self.exit = completed.returncode
        self.out = completed.stdout
        self.err = completed.stderr

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.exit}\n{self.out[-2000:]}\n{self.err[-2000:]}"


class Service:
    """Made with its schema migrated; nothing runs until `start`. Settings are those of rasoat.properties, dots as `_`
    (`upload_limit_bytes=1000`)."""

    def __init__(self, **settings):
        self.server = database.server()
        self.schema = f"rasoat_{os.getpid()}_{next(_numbers)}"
        self.folder = self.server.folder / self.schema
        self.folder.mkdir(mode=0o700)
        self.config = self.folder / "rasoat.properties"
        self.port = free_port()
        self.process = None
        self.before = []  # words before the program, as those of a debugger
        self.patience = 30  # seconds for a start and for an end
        self.passwords = {}
        self._clients = {}
        self._settings = {
            "data.directory": self.folder, "rules.directory": paths.ETC, "ui.directory": paths.ROOT / "src/ui/dist",
            "database": self.server.socket, "database.name": self.schema, "http.address": "127.0.0.1"}
        self.set(**settings)
        self.server.query(f"CREATE DATABASE {self.schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
        database.stop_before_database(self.kill)

    def set(self, **settings):
        """Writes the settings anew; a running service keeps those it began with."""
        keys = {"upload_limit_bytes": "upload.limit_bytes", "password_file": "database.password_file"}
        for name, value in settings.items():
            self._settings[keys.get(name, name if "." in name else name.replace("_", "."))] = value
        lines = {**self._settings, "http.port": self.port}
        self.config.write_text("".join(f"{key} = {value}\n" for key, value in lines.items()), encoding="utf-8")

    # The command line

    def command(self, *words, timeout=120, env=None, stdin=None):
        words = [str(word) for word in words]
        return Done(subprocess.run([paths.BINARY, *words, "--config", self.config], capture_output=True, text=True,
                                   timeout=timeout, env={**os.environ, **(env or {})}, stdin=stdin or subprocess.DEVNULL))

    def measured(self, *words):
        """A command whose `peak` is the most memory it held, in bytes, and `seconds` its time."""
        out, err = self.folder / "out", self.folder / "err"
        began = time.monotonic()
        with open(out, "w") as output, open(err, "w") as errors:
            process = subprocess.Popen([paths.BINARY, *map(str, words), "--config", self.config], stdin=subprocess.DEVNULL,
                                       stdout=output, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        done = Done(subprocess.CompletedProcess(words, process.returncode, out.read_text(), err.read_text()))
        done.seconds = time.monotonic() - began
        done.peak = usage.ru_maxrss * 1024
        return done

    def must(self, *words, **more):
        """A command that has to end well."""
        done = self.command(*words, **more)
        if done.exit != 0:
            raise AssertionError(f"rasoat {' '.join(map(str, words))}: {done}")
        return done

    def migrate(self):
        self.must("migrate")

    def import_file(self, kind, file, round="", *switches):
        """Imports and approves; the upload as the command prints it."""
        words = ["import", kind, file, *(["--round", round] if round else []), "--approve", "--format", "json", *switches]
        return self.must(*words).json

    def invariants(self):
        """What `rasoat doctor` finds wrong, by the name of its check."""
        checks = self.command("doctor", "--format", "json").json["checks"]
        return {check["name"]: check["found"] for check in checks if check["result"] == "failed"}

    def rows(self, statement):
        return self.server.query(statement, self.schema)

    def count(self, table):
        return int(self.rows(f"SELECT COUNT(*) FROM {table}")[0][0])

    # Accounts and HTTP

    def add_accounts(self, accounts):
        """{name: (role, areas)}; all ready to use: the change at the first log-in has a test of its own."""
        listed = self.folder / "accounts"
        listed.write_text("".join(f"{name} {role} {areas}\n" for name, (role, areas) in accounts.items()))
        for line in self.must("user", "import", listed).out.splitlines():
            name, _, _, password = line.split()
            self.passwords[name] = password
        self.rows("UPDATE account SET must_change = 0")

    def client(self, user=None):
        """Somebody who is signed in, the same one each time; nobody without a name."""
        if user is None:
            return Client(self.port, tls="http.certificate" in self._settings)
        if user not in self._clients:
            client = Client(self.port, tls="http.certificate" in self._settings)
            client.sign_in(user, self.passwords[user])
            self._clients[user] = client
        return self._clients[user]

    # The process

    def launch(self):
        """Begins the process and comes back at once."""
        log = open(self.folder / "service.log", "ab")
        with log:
            self.process = subprocess.Popen([*self.before, paths.BINARY, "serve", "--config", self.config], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log)

    def start(self):
        self.launch()
        end = time.monotonic() + self.patience
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"the service does not start:\n{self.log()[-3000:]}")
            time.sleep(0.02)

    def ready(self):
        try:
            client = Client(self.port, tls="http.certificate" in self._settings, timeout=2)
            return client.get("/readyz").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def stop(self, number=signal.SIGTERM):
        """Asks it to end and waits; the exit status."""
        if self.process is None:
            return None
        self.process.send_signal(number)
        return self.wait()

    def wait(self):
        try:
            return self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the service does not end") from None
        finally:
            self.process = None

    def kill(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def restart(self):
        self.stop()
        self.start()

    def log(self):
        file = pathlib.Path(self.folder / "service.log")
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def personal_in_log(self):
        """What of a household stands in the log of the service: ID numbers, and the names the tests give."""
        return re.findall(r"\b0\d{11}\b|Nguyễn Văn|Phạm Thị|Đinh Văn", self.log())[:3]

    def remove(self):
        self.kill()
        found = self.personal_in_log()
        self.server.query(f"DROP DATABASE IF EXISTS {self.schema}")
        shutil.rmtree(self.folder, ignore_errors=True)
        if found:
            raise AssertionError(f"the log of the service holds personal data: {found}")
