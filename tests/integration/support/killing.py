"""A hand that kills with -9 at random moments while something is being done, and what must hold afterwards: all of the deed is
there, or nothing; what was acknowledged is there; done again it is there once. tests/integration/killed_test.py looks at some
moments, tests/faults/kill at many."""

import collections
import hashlib
import http.client
import json
import os
import random
import signal
import threading
import time

from . import areas, files

COMMUNES = areas.leaves("51", "2023-12-31")[:3]
ACCOUNTS = {"officer": ("officer", "51"), "reviewer": ("reviewer", "51"), "manager": ("manager", "-"), "reporter": ("reporter", "-")}


def must(holds, *said):
    if not holds:
        raise AssertionError(" ".join(map(str, said)))


def list_of(service, number):
    """A list over three communes, a little longer each time, so that nothing shrinks."""
    rows = [row for commune in COMMUNES for row in files.households(commune, 300 + number, 100)]
    return files.write(service.folder / f"list-{number}.csv", files.table(rows))


def healthy(service, seconds=30):
    """The service answers as it should, with nobody's help."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if service.ready() and service.client("manager").get("/session").status == 200:
            return
        time.sleep(0.05)
    raise AssertionError(f"the service does not come back:\n{service.log()[-2000:]}")


class Deed:
    """One thing people do. `begin` makes number `number` possible, `act` does it and gives the answer, `check` looks at what
    came of it and leaves it done."""

    period = "2023"

    def __init__(self, service, first=0):
        self.service = service
        self.first = first
        self.unfinished = 0  # times that nothing had come of it

    def begin(self, number):
        pass

    def settle(self, seconds=20):
        """Waits until nothing is in work any more."""
        end = time.monotonic() + seconds
        while self.service.rows("SELECT COUNT(*) FROM upload WHERE state = 'received'") != [["0"]]:
            must(time.monotonic() < end, "an upload stays in work for ever:", self.service.rows("SELECT id, worker FROM upload WHERE state = 'received'"))
            time.sleep(0.1)


class Upload(Deed):
    def begin(self, number):
        self.file = list_of(self.service, self.first + number)
        self.expected = 3 * (400 + self.first + number)

    def act(self):
        return self.service.client("officer").upload("households", self.file, self.period, name=self.file.name)

    def stored(self, upload):
        return int(self.service.rows(f"SELECT COUNT(*) FROM household WHERE upload_id = {upload}")[0][0])

    def check(self, answer):
        rows = self.service.rows(f"SELECT id, state, row_count, errors FROM upload WHERE file_name = '{self.file.name}'")
        must(len(rows) <= 1, "kept twice", rows)
        if answer is not None and answer.status == 201:
            must(rows, "acknowledged and lost")
        if rows:
            must(rows[0][1:] == ["checked", str(self.expected), "0"], "half done", rows)
            must(self.stored(rows[0][0]) == self.expected, "rows are missing")
        else:
            self.unfinished += 1
        again = self.act()
        must(again.status in (200, 201) and again.json["state"] == "checked", "sent again:", again)
        must(self.stored(again.json["id"]) == self.expected, "sent again it is not whole")


class Approval(Deed):
    period = "2022"
    before = set()

    def pointed(self):
        """Which uploads the pointers of the round name: one for all three communes, whatever happened."""
        return {row[0] for row in self.service.rows(f"SELECT DISTINCT upload_id FROM pointer WHERE kind = 'households' AND period = '{self.period}'")}

    def begin(self, number):
        file = list_of(self.service, self.first + number)
        self.upload = self.service.must("import", "households", file, "--round", self.period, "--format", "json").json["id"]
        must(self.service.client("officer").post(f"/uploads/{self.upload}/submit").status == 200, "submit")
        self.before = self.pointed()

    def act(self):
        return self.service.client("reviewer").post(f"/uploads/{self.upload}/approve")

    def check(self, answer):
        state = self.service.rows(f"SELECT state FROM upload WHERE id = {self.upload}")[0][0]
        if answer is not None and answer.status == 200:
            must(state == "approved", "acknowledged and lost")
        must(state in ("submitted", "approved"), "half done:", state)
        must(self.pointed() == ({str(self.upload)} if state == "approved" else self.before), "the pointers are neither here nor there")
        if state == "submitted":
            self.unfinished += 1
            again = self.act()
            must(again.status == 200, "approved again:", again)
        must(self.pointed() == {str(self.upload)}, "the pointers have not moved")


class Release(Deed):
    def begin(self, number):
        self.name = f"ban-{self.first + number}"

    def act(self):
        return self.service.client("reporter").post("/releases", {"name": self.name, "note": "x"})

    def parts(self):
        return int(self.service.rows(f"SELECT COUNT(*) FROM release_part WHERE release_name = '{self.name}'")[0][0])

    def check(self, answer):
        there = self.service.rows(f"SELECT name FROM release_head WHERE name = '{self.name}'")
        if answer is not None and answer.status in (200, 201):
            must(there, "acknowledged and lost")
        must(self.parts() == (self.service.count("pointer") if there else 0), "half a release")
        self.unfinished += not there
        again = self.act()
        must(again.status == (409 if there else 201), "frozen again:", again)
        must(self.parts() == self.service.count("pointer"), "the release is not whole")


class Export(Deed):
    """A scheduled report into a folder, asked for out of its turn."""

    def __init__(self, service, first=0, period="2022"):
        super().__init__(service, first)
        self.outbox = service.folder / "outbox"
        definition = {"name": "ngay", "report": "table-1", "round": period, "formats": ["csv", "xlsx"], "when": {"cron": "0 0 1 1 *"},
                      "deliver": [{"to": "folder", "target": "den"}]}
        service.must("schedule", "set", files.write(service.folder / "schedule.json", json.dumps(definition)))

    def act(self):
        answer = self.service.client("reporter").post("/schedules/ngay/run")
        if answer.status == 202:
            self.wait(answer.json["id"], 30)
        return answer

    def wait(self, run, seconds):
        end = time.monotonic() + seconds
        while True:
            seen = self.service.client("reporter").get(f"/exports/{run}")
            if seen.status == 200 and seen.json["state"] == "done":
                return
            must(time.monotonic() < end, f"run {run} is not done:", seen)
            time.sleep(0.05)

    def check(self, answer):
        runs = [row[0] for row in self.service.rows("SELECT id FROM report_run WHERE schedule = 'ngay'")]
        if answer is not None and answer.status == 202:
            must(str(answer.json["id"]) in runs, "acknowledged and lost")
        for run in runs:
            self.wait(run, 100)  # what failed once comes again after a minute
        there = collections.Counter(path.name for path in (self.outbox / "den").glob("*")) if runs else {}
        known = {name: sha for name, sha in self.service.rows(
            "SELECT f.name, f.sha256 FROM report_file f JOIN report_run r ON r.id = f.run_id WHERE r.schedule = 'ngay'")}
        for name, sha in known.items():
            must(any(name in file for file in there), name, "was not delivered")
        for file in there:
            bytes_sha = hashlib.sha256((self.outbox / "den" / file).read_bytes()).hexdigest()
            must(bytes_sha in known.values(), file, "is not what was made")


DEEDS = {"upload": Upload, "approval": Approval, "release": Release, "export": Export}


class Hand:
    """Kills the service, or the database below it."""

    def __init__(self, service, seed):
        self.service = service
        self.dice = random.Random(seed)
        self.seed = seed
        self.back = []  # seconds until all was well again

    def during(self, act, longest, victim):
        """Runs `act` in a thread and kills after a while; its answer, or None when there was none."""
        answers = []

        def run():
            try:
                answers.append(act())
            except (OSError, http.client.HTTPException, AssertionError):
                pass

        thread = threading.Thread(target=run)
        thread.start()
        time.sleep(self.dice.uniform(0, longest))
        began = time.monotonic()
        if victim == "service":
            self.service.kill()
            thread.join(60)
            self.service.start()
        else:
            self.kill_database()
            thread.join(60)
        healthy(self.service)
        self.back.append(time.monotonic() - began)
        return answers[0] if answers else None

    def kill_database(self):
        server = self.service.server
        pid = server.pid()
        os.kill(pid, signal.SIGKILL)
        while os.path.exists(f"/proc/{pid}") and open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] != "Z":
            time.sleep(0.01)
        server.start()

    def moments(self, deed, times, victim, said=None):
        """Does the deed once in peace, then `times` times with a kill; raises what does not hold."""
        deed.begin(0)
        began = time.monotonic()
        answer = deed.act()
        longest = 1.3 * (time.monotonic() - began)
        must(answer.status in (200, 201, 202), "in peace:", answer)
        for number in range(1, times + 1):
            deed.begin(number)
            answer = self.during(deed.act, longest, victim)
            try:
                deed.settle()
                deed.check(answer)
                wrong = self.service.invariants()
                must(not wrong, "invariants:", wrong)
            except AssertionError as broken:
                raise AssertionError(f"moment {number}, seed {self.seed}: {broken}") from broken
            if said:
                said(number)
