"""Several instances on one database, a clock that is moved, and a hand that kills: what every due time of a set of
schedules must come to, counted at the places themselves."""

import collections
import ctypes
import datetime
import json
import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import threading
import time

from . import files, paths
from .post import MailServer, sftp_server
from .service import free_port

FAKETIME = pathlib.Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
STEP = datetime.timedelta(minutes=2)  # of the moved clock in a second: a lease of 20 minutes is 10 seconds


class Clock:
    """A clock for processes started with `environment`, ahead of the true one by what `move` has added up to."""

    def __init__(self, folder, begin):
        self._file = folder / "clock"
        self._ahead = int((begin - datetime.datetime.now(datetime.timezone.utc)).total_seconds())
        self._write()

    def _write(self):
        aside = self._file.with_suffix(".new")
        aside.write_text(f"{self._ahead:+d}s\n")
        aside.rename(self._file)

    def move(self, by):
        self._ahead += int(by.total_seconds())
        self._write()

    def now(self):
        return datetime.datetime.now(VIETNAM) + datetime.timedelta(seconds=self._ahead)

    def environment(self):
        return {"LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_CACHE_DURATION": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


class Appearances:
    """Counts how often each name appeared in a folder by a rename, as the kernel tells it."""

    MOVED_TO, CREATED = 0x80, 0x100

    def __init__(self, folder):
        libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = libc.inotify_init1(os.O_CLOEXEC)
        if libc.inotify_add_watch(self._descriptor, os.fsencode(folder), self.MOVED_TO) < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        self.count = collections.Counter()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while data := os.read(self._descriptor, 65536):
            at = 0
            while at < len(data):
                _, _, _, length = struct.unpack_from("iIII", data, at)
                self.count[data[at + 16:at + 16 + length].rstrip(b"\0").decode()] += 1
                at += 16 + length


class Instance:
    """One `rasoat serve` with a data folder of its own on the database of `service`."""

    def __init__(self, service, number, environment):
        self.folder = service.folder / f"instance-{number}"
        self.folder.mkdir(mode=0o700)
        shutil.copy(service.folder / "service.key", self.folder)
        self._environment = environment
        self._settings = self.folder / "rasoat.properties"
        lines = service.config.read_text().replace(f"data.directory = {service.folder}", f"data.directory = {self.folder}")
        self._settings.write_text(lines.rsplit("http.port", 1)[0] + f"http.port = {free_port()}\n")
        self.process = None

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen([paths.BINARY, "serve", "--config", self._settings], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, env={**os.environ, **self._environment})

    def end(self, number=signal.SIGTERM):
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(60)
            self.process = None


class Crowd:
    """Ten schedules, three instances. `begin` is Vietnam's time at the start."""

    def __init__(self, service, begin, seed=1):
        self.service = service
        self.random = random.Random(seed)
        self.clock = Clock(service.folder, begin)
        self.kills = []
        self.mail = MailServer()
        (service.folder / "sftp").mkdir()
        self.sftp = sftp_server(str(service.folder / "sftp"))
        self.outbox = service.folder / "outbox"
        (self.outbox / "den").mkdir(parents=True)
        self.folder = Appearances(self.outbox / "den")
        self.schedules = {}
        self.gaps = []

    def prepare(self, minutes):
        """`minutes` is {name: (every so many minutes, catch_up)}."""
        settings = {"patience_seconds": 60, "folder": str(self.outbox),
                    "mail": {"url": f"smtp://127.0.0.1:{self.mail.port}", "from": "rasoat@example.vn", "tls": "none"},
                    "targets": {"bo": {"url": f"sftp://127.0.0.1:{self.sftp.port}/den/", "user": "rasoat", "password": "secret",
                                       "host_key_sha256": self.sftp.host_key_sha256}}}
        files.secret(self.service.folder / "delivery.json", json.dumps(settings))
        self.begin = self.clock.now()
        for name, (every, catch_up) in minutes.items():
            definition = {"name": name, "report": "table-1", "round": "2023", "formats": ["csv"], "catch_up": catch_up,
                          "when": {"cron": f"*/{every} * * * *" if every < 60 else f"{self.random.randrange(60)} */{every // 60} * * *"},
                          "deliver": [{"to": "folder", "target": "den"}, {"to": "sftp", "target": "bo"},
                                      {"to": "mail", "recipients": [f"{name}@example.vn"]}]}
            self.schedules[name] = definition
            kept = files.write(self.service.folder / "one.json", json.dumps(definition))
            self.service.must("schedule", "set", kept, env=self.clock.environment())
        self.instances = [Instance(self.service, n, self.clock.environment()) for n in range(3)]
        for one in self.instances:
            shutil.copy(self.service.folder / "delivery.json", one.folder)

    def start(self):
        for one in self.instances:
            one.start()

    def stop(self):
        for one in self.instances:
            one.end()

    def run(self, seconds, pause=(2.0, 6.0)):
        """Moves the clock step by step and kills one instance now and then, which begins anew at once."""
        end = time.monotonic() + seconds
        next_kill = time.monotonic() + self.random.uniform(*pause)
        while time.monotonic() < end:
            time.sleep(1)
            self.clock.move(STEP - datetime.timedelta(seconds=1))
            if time.monotonic() >= next_kill:
                one = self.random.choice(self.instances)
                one.end(signal.SIGKILL)
                self.kills.append(time.monotonic())
                one.start()
                next_kill = time.monotonic() + self.random.uniform(*pause)

    def settle(self, seconds=180):
        """Waits until everything that was due up to now has been done; a run that was put off gets its time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            until = self.clock.now()
            open_runs = self.service.rows("SELECT COUNT(*) FROM report_run WHERE state NOT IN ('done', 'failed')")
            if open_runs == [["0"]] and self._entered(until):
                return until
            time.sleep(1)
            if time.monotonic() > end - seconds / 2:  # what failed once comes again after a minute
                self.clock.move(datetime.timedelta(seconds=20))
        raise AssertionError(f"not settled after {seconds} s: " + str(self.service.rows(
            "SELECT schedule, due_at, state, attempts, error FROM report_run WHERE state <> 'done'")[:5]))

    def _entered(self, until):
        there = self.entered()
        return all(there[name] and there[name][-1] >= due[-1] for name in self.schedules
                   if (due := self.due(name, self.begin, until)))

    def missed(self, by):
        """All are stopped, time goes by, all begin again."""
        self.settle()
        while not 2 < self.clock.now().second < 40:  # far from a minute that may be due
            time.sleep(1)
        before = self.settle()
        self.stop()
        self.clock.move(by)
        self.start()
        self.gaps.append((before, self.settle()))  # it ends when somebody has looked

    def entered(self):
        found = {name: [] for name in self.schedules}
        for name, due in self.service.rows("SELECT schedule, due_at FROM report_run ORDER BY due_at"):
            moment = datetime.datetime.fromisoformat(due[:19]).replace(tzinfo=datetime.timezone.utc)
            found[name].append(moment.astimezone(VIETNAM))
        return found

    def due(self, name, after, until):
        """The due times in (after, until], by a reading of the cron fields that is not the program's."""
        minute, hour, *_ = self.schedules[name]["when"]["cron"].split()

        def fits(field, value):
            start, _, step = field.partition("/")
            return value % int(step) == 0 if start == "*" and step else start == "*" or value == int(start)

        moment = after.replace(second=0, microsecond=0) + datetime.timedelta(minutes=1)
        found = []
        while moment <= until:
            if fits(minute, moment.minute) and fits(hour, moment.hour):
                found.append(moment)
            moment += datetime.timedelta(minutes=1)
        return found

    def expected(self, name, until):
        """Due times that must be done, and those that may: of a gap only the last where the schedule says so, or the last
        but one when the first look fell between the two."""
        due = self.due(name, self.begin, until)
        may = []
        if self.schedules[name]["catch_up"] == "latest":
            for begin, end in self.gaps:
                inside = [moment for moment in due if begin < moment <= end]
                due = [moment for moment in due if moment not in inside[:-1]]
                may += inside[-2:-1]
        return set(due), set(may)

    def verdict(self, until):
        """Everything that is wrong, in words, and the counts."""
        wrong = []
        entered = self.entered()
        names = set()
        for name in self.schedules:
            must, may = self.expected(name, until)
            for what, moments in (("not entered", must - set(entered[name])), ("entered without cause", set(entered[name]) - must - may)):
                wrong += [f"{name} {moment} {what}" for moment in sorted(moments)]
            if len(entered[name]) != len(set(entered[name])):
                wrong.append(f"{name} entered twice")
            names |= {f"{moment:%Y%m%d%H%M}-{name}-rasoat-table-1-2023-51.csv" for moment in must | set(entered[name]) & may}
        wrong += [f"run {row} is not done" for row in self.service.rows("SELECT id, state, error FROM report_run WHERE state <> 'done'")]
        sftp = collections.Counter(self.sftp.renamed)
        for place, count in (("folder", self.folder.count), ("SFTP", sftp)):
            wrong += [f"{place}: {name} appeared {count[name]} times" for name in sorted(names) if count[name] != 1]
            wrong += [f"{place}: {name} is not asked for" for name in sorted(set(count) - names)]
        letters = collections.defaultdict(list)
        for moment, (_, letter) in zip(self.mail.times, self.mail.letters):
            letters[letter["Message-ID"]].append((moment, [part.get_filename() for part in letter.walk() if part.get_filename()]))
        sent = {tuple(arrivals[0][1]) for arrivals in letters.values()}
        wrong += [f"mail: no letter with {name}" for name in sorted(names) if (name,) not in sent]
        if len(letters) != len(names):
            wrong.append(f"mail: {len(letters)} Message-IDs for {len(names)} due times")
        repeated = 0
        for message, arrivals in letters.items():
            for (earlier, _), (later, _) in zip(arrivals, arrivals[1:]):
                repeated += 1
                if not any(earlier <= kill <= later for kill in self.kills):
                    wrong.append(f"mail: {message} came twice without a kill in between")
        counts = {"due times": len(names), "kills": len(self.kills), "letters": len(self.mail.letters), "letters repeated": repeated,
                  "in the folder": sum(self.folder.count.values()), "by SFTP": sum(sftp.values())}
        return wrong, counts

    def close(self):
        for one in self.instances:
            one.end(signal.SIGKILL)
        self.mail.close()
        self.sftp.close()
