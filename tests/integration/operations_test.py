"""Starting, answering that one is there, counting, keeping a log, and stopping."""

import re
import subprocess
import time

from support import ServiceTest, eventually, files, paths

LINE = re.compile(r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=(debug|info|warning|error) event=[a-z.-]+'
                  r'( [a-z]+=("[^"]*"|[^\s"]+))*$')


class Operations(ServiceTest):
    accounts = {"manager": ("manager", "-"), "officer": ("officer", "51")}

    def test_health_and_readiness_are_open_to_all(self):
        for path in ("/healthz", "/readyz"):
            answer = self.client().get(path)
            self.assertEqual(answer.status, 200, answer)

    def test_metrics_and_description_need_a_session(self):
        for path in ("/metrics", "/openapi.json"):
            self.assertProblem(self.client().get(path), 401, "sign-in-required")
            self.assertEqual(self.client("manager").get(path).status, 200)

    def metrics(self):
        """{name with labels: value}, and every family has its type and its meaning."""
        text = self.client("manager").get("/metrics").text
        found = {}
        for line in text.splitlines():
            if line.startswith("#"):
                self.assertRegex(line, r"^# (HELP [a-z_]+ \S.*|TYPE [a-z_]+ (counter|gauge))$")
                continue
            name, value = line.rsplit(" ", 1)
            found[name] = int(value)
            self.assertIn(f"# TYPE {name.split('{')[0]} ", text)
            self.assertIn(f"# HELP {name.split('{')[0]} ", text)
        return found

    def test_what_is_counted(self):
        before = self.metrics()
        for name in ("rasoat_http_queued_connections", "rasoat_uploads_in_work", "rasoat_cube_age_seconds", "rasoat_report_runs_open",
                     "rasoat_report_runs_late", "rasoat_report_alarms", "rasoat_database_microseconds"):
            self.assertIn(name, before)
        self.assertGreater(before["process_resident_memory_bytes"], 10_000_000)
        self.assertEqual(self.client("officer").upload("households", files.table(files.households("99999", 3)), "2023").json["state"], "rejected")
        self.client().get("/nothing")
        after = self.metrics()
        self.assertGreater(after["rasoat_http_requests_total"], before["rasoat_http_requests_total"])
        self.assertGreater(after["rasoat_http_client_errors_total"], before["rasoat_http_client_errors_total"])
        self.assertEqual(after["rasoat_uploads_total"], before["rasoat_uploads_total"] + 1)
        self.assertEqual(after['rasoat_uploads{state="rejected"}'], 1)
        self.assertGreater(after['rasoat_findings{severity="error"}'], 0)

    def test_an_approval_moves_the_cube(self):
        before = self.metrics()["rasoat_cube_version"]
        self.service.import_file("counts", files.data("kontum-2021-counts.csv"), "2021")
        end = time.monotonic() + 30  # who reads looks for a newer one twice a second
        while self.metrics()["rasoat_cube_version"] == before and time.monotonic() < end:
            self.client("manager").get("/rankings", indicator="poverty.rate", round="2021", within="62")
        self.assertGreater(self.metrics()["rasoat_cube_version"], before)

    def test_doctor_finds_nothing_wrong(self):
        self.assertEqual(self.service.invariants(), {})

    def test_the_version_names_commit_and_schema(self):
        said = subprocess.run([paths.BINARY, "--version"], capture_output=True, text=True, check=True).stdout
        last = max(file.name[:4] for file in (paths.ROOT / "sql/migrations").glob("*.sql"))
        self.assertRegex(said, rf"^rasoat \d+\.\d+\.\d+ \(commit ([0-9a-f]{{7,}}|unknown), schema {last}\)\n$")


class Logs(ServiceTest):
    """A file of its own, rotated; each line names its request."""

    accounts = {"manager": ("manager", "-")}

    @classmethod
    def prepare(cls):
        cls.place = cls.service.folder / "rasoat.log"
        cls.service.set(log_file=cls.place, log_bytes=2000, log_files=3)

    def test_rotation_keeps_so_many_and_no_line_is_broken(self):
        last = [self.client("manager").post("/areas/51", {}) for _ in range(100)][-1]

        def told():  # a line is written after its answer has left, and may come after the next one's
            newest = "".join(file.read_text() for file in self.service.folder.glob("rasoat.log*"))
            self.assertIn(f"request={last.headers['X-Request-Id']} ", newest)
        eventually(told)
        kept = sorted(self.service.folder.glob("rasoat.log*"))
        self.assertEqual([file.name for file in kept], ["rasoat.log", "rasoat.log.1", "rasoat.log.2", "rasoat.log.3"])
        for file in kept:
            self.assertLessEqual(file.stat().st_size, 2000)
            lines = file.read_text(encoding="utf-8").splitlines()
            self.assertGreater(len(lines), 0)
            for line in lines:
                self.assertRegex(line, LINE)
        self.assertNotIn("event=request", self.service.log())
