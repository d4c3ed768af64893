"""Files at fault (tests/data/bad): each is refused or rejected as the contract tells them apart, and nothing of it stays."""

import csv
import time

from support import ServiceTest, files
from support.client import Wire

BAD = files.data("bad")


def cases():
    with open(BAD / "cases.csv", encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


class BadFiles(ServiceTest):
    accounts = {"officer": ("officer", "51"), "admin": ("admin", "-")}

    def nothing_kept(self):
        self.assertEqual([self.service.count(table) for table in ("household", "fact", "benchmark", "pointer", "upload_village")],
                         [0] * 5)
        self.assertEqual(self.service.rows("SELECT id FROM upload WHERE state <> 'rejected'"), [])
        self.assertEqual(list((self.service.folder / "spool").glob("*")), [])

    def assertFinding(self, case, findings):
        errors = [finding for finding in findings if finding["severity"] == "error"]
        self.assertTrue(errors, findings)
        if not case["code"]:
            return
        found = [finding for finding in errors if finding["code"] == case["code"]]
        self.assertTrue(found, findings)
        if case["row"]:
            self.assertIn(int(case["row"]), [finding["row"] for finding in found])
        if case["column"]:
            self.assertIn(case["column"], [finding["column"] for finding in found])
        for finding in findings:
            self.assertEqual(set(finding), {"code", "severity", "sheet", "row", "column", "value", "expected", "message"})
            self.assertTrue(finding["message"]["vi"] and finding["message"]["en"])

    def test_every_file_is_listed(self):
        self.assertEqual({case["file"] for case in cases()} | {"cases.csv"}, {file.name for file in BAD.iterdir()})

    def test_check_and_import(self):
        for case in cases():
            for command in ("check", "import"):
                with self.subTest(f"{command} {case['file']}"):
                    round = ["--round", case["round"]] if case["round"] else []
                    done = self.service.command(command, case["kind"], BAD / case["file"], *round, "--format", "json")
                    self.assertEqual(done.exit, 1, done)
                    if case["outcome"] == "refused":
                        self.assertEqual(done.out, "")
                        self.assertTrue(done.err.startswith("rasoat: "), done)
                    else:
                        self.assertEqual(done.json["state"], "rejected")
                        self.assertEqual(done.json["id"] is None, command == "check")
                        self.assertFinding(case, done.json["findings"])
        self.nothing_kept()

    def test_over_http(self):
        for case in cases():
            user = "admin" if case["kind"] == "benchmarks" else "officer"
            with self.subTest(case["file"]):
                before = self.service.count("upload")
                answer = self.client(user).upload(case["kind"], BAD / case["file"], case["round"] or None)
                if case["outcome"] == "refused":
                    self.assertProblem(answer, 415, case["code"] or None)
                    self.assertEqual(self.service.count("upload"), before)
                else:
                    self.assertIn(answer.status, (200, 201))  # 200: imported above already
                    self.assertEqual(answer.json["state"], "rejected")
                    self.assertFinding(case, self.client(user).get(f"/uploads/{answer.json['id']}/findings").json["items"])
        self.nothing_kept()

    def test_file_that_cannot_be_opened(self):
        for path in (self.service.folder / "none.csv", self.service.folder):
            done = self.service.command("import", "counts", path, "--round", "2023")
            self.assertEqual((done.exit, done.out), (3, ""), done)

    def test_usage(self):
        good = self.file("area_code,households\n21010,5\n")
        for words in (("import", "counts", good), ("import", "nothing", good, "--round", "2023"), ("import", "counts"),
                      ("check", "counts", good, "--round", "2023", "--no-such"), ("check", "counts", good, "--format", "xml")):
            done = self.service.command(*words)
            self.assertEqual((done.exit, done.out), (2, ""), (words, done))

    def test_round_that_is_unknown(self):
        good = self.file("area_code,households\n21010,5\n")
        done = self.service.command("import", "counts", good, "--round", "1999")
        self.assertEqual((done.exit, done.out), (1, ""), done)
        self.assertProblem(self.client("officer").upload("counts", good, "1999"), 422, "round-unknown")
        self.assertProblem(self.client("officer").upload("counts", good), 422, "round-required")
        self.assertProblem(self.client("officer").upload("nothing", good, "2023"), 422, "kind-unknown")
        self.nothing_kept()


class Huge(ServiceTest):
    """300 MB of commas, and less of them."""

    accounts = {"officer": ("officer", "51")}

    def commas(self, megabytes, name):
        path = self.service.folder / name
        with open(path, "wb") as out:
            for _ in range(megabytes):
                out.write(b"," * 1_048_576)
        self.addCleanup(path.unlink)
        return path

    def test_over_the_limit(self):
        path = self.commas(300, "commas.csv")
        for command in ("check", "import"):
            began = time.monotonic()
            done = self.service.command(command, "counts", path, "--round", "2023", "--format", "json")
            self.assertEqual((done.exit, done.out), (1, ""), done)
            self.assertLess(time.monotonic() - began, 5)
        with Wire(self.service.port) as wire:
            wire.send("POST /api/v1/uploads?kind=counts&round=2023 HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
                      f"Content-Length: {300 * 1_048_576}\r\nCookie: {self.client('officer').headers['Cookie']}\r\n\r\n")
            self.assertProblem(wire.answer(), 413, "file-too-large")
        self.assertEqual(self.service.count("upload"), 0)

    def test_below_it_in_bounded_memory(self):
        path = self.commas(40, "commas.csv")
        done = self.service.measured("check", "counts", path, "--round", "2023", "--format", "json")
        self.assertEqual((done.exit, done.json["state"]), (1, "rejected"), done)
        self.assertLess(done.peak, 100 * 1_048_576)

    def test_many_faults_are_counted_and_ten_thousand_kept(self):
        path = self.service.folder / "faults.csv"
        path.write_text("area_code,households\n" + "x,-1\n" * 200_000)
        began = time.monotonic()
        done = self.service.command("check", "counts", path, "--round", "2023", "--format", "json")
        self.assertEqual((done.json["rows"], done.json["errors"], len(done.json["findings"])), (200_000, 400_000, 10_000))
        self.assertLess(time.monotonic() - began, 15)
