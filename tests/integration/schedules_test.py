"""Schedules: kept and refused, run once, held, delivered to every kind of place, tried again, raised as alarms."""

import hashlib
import json
import math
import pathlib
import ssl
import subprocess
import time

from reports_test import prepare
from support import DatabaseTest, ServiceTest, files
from support.post import MailServer, Store, attachments, sftp_server, wait_until

FAKETIME = pathlib.Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")


def at(vietnam):
    """The environment of a command that believes it is this moment in Vietnam: `2025-12-01 07:00:00`."""
    asked = time.mktime(time.strptime(vietnam, "%Y-%m-%d %H:%M:%S")) - time.timezone - 7 * 3600
    return {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"{math.ceil(asked - time.time()):+d}s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def schedule(name, **more):
    return {"name": name, "report": "table-1", "round": "2023", "formats": ["csv"], "when": {"cron": "0 7 * * *"}, **more}


class Places:
    """A mail server, a store, an SFTP server, and the operator's file that names them."""

    def __init__(self, service):
        self.mail = MailServer()
        self.store = Store()
        (service.folder / "sftp").mkdir()
        self.sftp = sftp_server(str(service.folder / "sftp"))
        self.outbox = service.folder / "outbox"
        settings = {
            "patience_seconds": 2,
            "mail": {"url": f"smtp://127.0.0.1:{self.mail.port}", "from": "rasoat@example.vn", "tls": "none",
                     "administrator": "quan.tri@example.vn"},
            "targets": {
                "kho": {"url": f"http://127.0.0.1:{self.store.port}/nhan/", "token": "chìa khóa"},
                "bo": {"url": f"sftp://127.0.0.1:{self.sftp.port}/den/", "user": "rasoat", "password": "secret",
                       "host_key_sha256": self.sftp.host_key_sha256},
                "la": {"url": f"sftp://127.0.0.1:{self.sftp.port}/den/", "user": "rasoat", "password": "secret",
                       "host_key_sha256": "A" * 43}}}
        files.secret(service.folder / "delivery.json", json.dumps(settings))

    def close(self):
        for one in (self.mail, self.store, self.sftp):
            one.close()


class Commands(DatabaseTest):
    """The command line with a clock that is moved."""

    @classmethod
    def prepare(cls):
        prepare(cls.service)
        cls.places = Places(cls.service)
        cls.addClassCleanup(cls.places.close)

    def setUp(self):
        for table in ("report_schedule", "report_run", "report_file", "report_delivery"):
            self.service.rows(f"DELETE FROM {table}")
        self.places.mail.letters.clear()
        self.places.mail.mood = "good"
        self.places.sftp.renamed.clear()

    def keep(self, vietnam, **definition):
        self.service.must("schedule", "set", self.file(json.dumps(schedule(**definition)), "schedule.json"), env=at(vietnam))

    def due(self, vietnam):
        return self.service.command("schedule", "due", env=at(vietnam))

    def runs(self):
        return self.service.rows("SELECT due_at, state, alarm FROM report_run ORDER BY due_at")

    def outbox(self, name):
        return sorted(path.name for path in (self.places.outbox / name).glob("*"))

    def test_every_place_gets_the_same_bytes(self):
        self.keep("2025-12-01 06:00:00", name="moi-noi", formats=["csv", "xlsx"], deliver=[
            {"to": "folder", "target": "so"}, {"to": "https", "target": "kho"}, {"to": "sftp", "target": "bo"},
            {"to": "mail", "recipients": ["truong.phong@example.vn", "chuyen.vien@example.vn"]}])
        done = self.due("2025-12-01 07:00:30")
        self.assertEqual(done.exit, 0, done)
        name = "202512010700-moi-noi-rasoat-table-1-2023-51"
        folder = self.places.outbox / "so"
        bytes_of = {file: (folder / file).read_bytes() for file in (f"{name}.csv", f"{name}.xlsx")}
        for file, content in bytes_of.items():
            self.assertIn(hashlib.sha256(content).hexdigest(), done.out)
            self.assertEqual(self.places.store.files[f"/nhan/{file}"], content)
            self.assertEqual((pathlib.Path(self.places.sftp.folder) / "den" / file).read_bytes(), content)
        self.assertEqual(self.places.store.tokens[0].encode("latin-1").decode(), "Bearer chìa khóa")
        self.assertEqual(sorted(self.places.sftp.renamed), sorted(bytes_of))
        (recipients, letter), = self.places.mail.letters
        self.assertEqual(recipients, ["truong.phong@example.vn", "chuyen.vien@example.vn"])
        self.assertEqual(attachments(letter), bytes_of)
        self.assertEqual(letter["Subject"], "Báo cáo moi-noi, kỳ 2023")
        self.assertRegex(letter["Date"], r"^Mon, 01 Dec 2025 07:00:\d\d \+0700$")
        self.assertEqual(self.due("2025-12-01 07:01:00").out, "")
        self.assertEqual(len(self.places.mail.letters), 1)
        self.assertEqual(self.service.invariants(), {})

    def test_after_a_downtime_the_latest_or_all(self):
        self.keep("2025-12-30 06:00:00", name="cuoi", deliver=[{"to": "folder", "target": "cuoi"}])
        self.keep("2025-12-30 06:00:00", name="du", catch_up="all", deliver=[{"to": "folder", "target": "du"}])
        self.due("2026-01-02 08:00:00")  # over month end, year end and a missed day
        self.assertEqual(self.outbox("cuoi"), ["202601020700-cuoi-rasoat-table-1-2023-51.csv"])
        self.assertEqual([name[:12] for name in self.outbox("du")],
                         ["202512300700", "202512310700", "202601010700", "202601020700"])
        self.assertEqual(self.due("2026-01-02 08:00:01").out, "")

    def test_days_before_a_date_of_the_review_and_working_days(self):
        # Three days before the communes' deadline of 30 November; the 27th of 2027 is a Saturday.
        self.keep("2027-11-20 06:00:00", name="nhac", deliver=[{"to": "folder", "target": "nhac"}],
                  when={"event": "commune-report", "days": -3, "at": "08:30", "free_day": "previous"})
        listed = self.service.must("schedule", "list", env=at("2027-11-20 06:00:00")).out
        self.assertIn("nhac 2027-11-26T08:30:00+07:00", listed)
        self.assertEqual(self.due("2027-11-26 08:29:00").out, "")
        self.due("2027-11-26 08:30:00")
        self.assertEqual(self.outbox("nhac"), ["202711260830-nhac-rasoat-table-1-2023-51.csv"])

    def test_a_mail_server_that_hangs_is_tried_again_and_said(self):
        self.keep("2025-12-01 06:00:00", name="thu", deliver=[{"to": "folder", "target": "thu"},
                                                             {"to": "mail", "recipients": ["a@example.vn"]}])
        for mood in ("hang", "refuse"):
            self.places.mail.mood = mood
            moment = "07:00:10" if mood == "hang" else "07:02:30"
            done = self.due(f"2025-12-01 {moment}")
            self.assertEqual(done.exit, 3, done)
            self.assertIn("mail a@example.vn: failed", done.out)
            self.assertIn("folder thu: delivered", done.out)  # the folder did not wait for the mail
        self.assertEqual(self.due("2025-12-01 07:02:40").out, "")  # not before its pause is over
        self.places.mail.mood = "good"
        self.assertEqual(self.due("2025-12-01 07:10:00").exit, 0)
        (_, letter), = self.places.mail.letters
        self.assertEqual(self.service.rows("SELECT message_id FROM report_delivery WHERE way = 'mail'"),
                         [[letter["Message-ID"].strip("<>")]])

    def test_one_that_is_never_taken_fails_at_last_and_the_administrator_hears(self):
        self.keep("2025-12-01 06:00:00", name="la", deliver=[{"to": "sftp", "target": "la"}])
        moment = time.mktime(time.strptime("2025-12-01 07:00:10", "%Y-%m-%d %H:%M:%S"))
        tries = 0
        while self.runs() == [] or self.runs()[0][1] != "failed":
            done = self.due(time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment)))
            tries += "run" in done.out
            moment += 5 * 3600
            self.assertLess(tries, 12)
        state = self.runs()[-1] if len(self.runs()) == 1 else self.runs()[0]
        self.assertEqual(state[1], "failed")
        self.assertIn(state[2], ("unsent", "late"))
        self.due(time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment)))
        told = [letter for recipients, letter in self.places.mail.letters if recipients == ["quan.tri@example.vn"]]
        self.assertTrue(told)
        self.assertEqual(told[0]["Subject"], "Cảnh báo báo cáo la")
        self.assertEqual(self.places.sftp.renamed, [])  # a stranger's key: nothing was sent

    def test_an_sftp_that_drops_leaves_nothing_half_and_gets_it_whole(self):
        self.keep("2025-12-01 06:00:00", name="rot", deliver=[{"to": "sftp", "target": "bo"}])
        self.places.sftp.drops = 1
        self.assertEqual(self.due("2025-12-01 07:00:10").exit, 3)
        self.assertEqual(self.places.sftp.renamed, [])
        self.assertEqual(self.due("2025-12-01 07:02:00").exit, 0)
        self.assertEqual(self.places.sftp.renamed, ["202512010700-rot-rasoat-table-1-2023-51.csv"])

    def test_no_empty_report_leaves(self):
        self.keep("2025-12-01 06:00:00", name="rong", round="2022", deliver=[{"to": "mail", "recipients": ["a@example.vn"]}])
        self.assertEqual(self.due("2025-12-01 07:00:10").exit, 1)
        self.assertEqual([run[1:] for run in self.runs()], [["failed", "empty"]])
        self.due("2025-12-01 07:00:20")
        self.assertEqual([recipients for recipients, _ in self.places.mail.letters], [["quan.tri@example.vn"]])

    def test_a_file_for_each_district_too(self):
        self.keep("2025-12-01 06:00:00", name="huyen", each="district", round="latest", deliver=[{"to": "folder", "target": "huyen"}])
        self.due("2025-12-01 07:00:10")
        self.assertEqual(len(self.outbox("huyen")), 1 + 13)
        self.assertIn("202512010700-huyen-rasoat-table-1-2023-525.csv", self.outbox("huyen"))

    def test_a_full_disk_is_tried_again(self):
        self.keep("2025-12-01 06:00:00", name="day", deliver=[{"to": "folder", "target": "day"}])
        exports = self.service.folder / "exports"
        kept = exports.rename(self.service.folder / "exports.kept") if exports.exists() else None
        exports.symlink_to("/dev/full")  # nothing can be written there
        done = self.due("2025-12-01 07:00:10")
        self.assertEqual(done.exit, 3, done)
        self.assertEqual([run[1] for run in self.runs()], ["due"])
        exports.unlink()
        if kept:
            kept.rename(exports)
        self.assertEqual(self.due("2025-12-01 07:02:00").exit, 0)
        self.assertEqual(len(self.outbox("day")), 1)

    def test_waiting_for_absent_areas_until_a_time(self):
        absent = {"missing": "wait", "wait_minutes": 60, "report": "table-1", "deliver": [{"to": "folder", "target": "cho"}]}
        self.service.rows("UPDATE pointer SET period = '2023' WHERE period = '2023'")
        self.service.rows("CREATE TABLE IF NOT EXISTS aside AS SELECT * FROM pointer WHERE kind = 'counts' LIMIT 1")
        self.service.rows("DELETE p FROM pointer p JOIN aside a USING (kind, period, area_id, part)")
        self.service.rows("UPDATE counter SET value = value + 1 WHERE name = 'cube'")
        try:
            self.keep("2025-12-01 06:00:00", name="cho", **absent)
            self.keep("2025-12-01 06:00:00", name="bao", missing="alarm", deliver=[{"to": "folder", "target": "bao"}])
            self.due("2025-12-01 07:00:10")
            states = dict(self.service.rows("SELECT schedule, CONCAT(state, ' ', alarm) FROM report_run"))
            self.assertEqual(states, {"cho": "waiting ", "bao": "failed missing"})
            self.assertEqual(self.outbox("cho"), [])
            self.due("2025-12-01 08:00:00")
            self.assertEqual(len(self.outbox("cho")), 1)
            self.assertEqual(self.service.rows("SELECT missing FROM report_run WHERE schedule = 'cho'"), [["1"]])
        finally:
            self.service.rows("INSERT INTO pointer SELECT * FROM aside")
            self.service.rows("UPDATE counter SET value = value + 1 WHERE name = 'cube'")
            self.service.rows("DROP TABLE aside")


class SafeMail(DatabaseTest):
    """STARTTLS and a login, against a server that insists on both."""

    @classmethod
    def prepare(cls):
        prepare(cls.service)
        certificate, key = cls.service.folder / "mail.pem", cls.service.folder / "mail.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        cls.mail = MailServer(tls=context, login=("baocao", "mật khẩu"))
        cls.addClassCleanup(cls.mail.close)
        cls.certificate = certificate

    def set_mail(self, **more):
        mail = {"url": f"smtp://127.0.0.1:{self.mail.port}", "from": "rasoat@example.vn", "user": "baocao", "password": "mật khẩu", **more}
        files.secret(self.service.folder / "delivery.json", json.dumps({"patience_seconds": 5, "ca_file": str(self.certificate), "mail": mail}))

    def sent(self, name):
        definition = schedule(name, deliver=[{"to": "mail", "recipients": ["a@example.vn"]}])
        self.service.must("schedule", "set", self.file(json.dumps(definition), "schedule.json"))
        return self.service.command("schedule", "run", name)

    def test_a_letter_goes_out_encrypted_and_signed_in(self):
        self.set_mail()
        done = self.sent("kin")
        self.assertEqual(done.exit, 0, done)
        self.assertEqual(self.mail.logins, [("baocao", "mật khẩu")])
        self.assertEqual([recipients for recipients, _ in self.mail.letters], [["a@example.vn"]])

    def test_a_stranger_and_a_wrong_password_get_nothing_and_no_secret_is_printed(self):
        before = len(self.mail.letters)
        for more, ca_file in (({"password": "sai bét"}, True), ({}, False)):
            self.set_mail(**more)
            if not ca_file:
                known = json.loads((self.service.folder / "delivery.json").read_text())
                del known["ca_file"]
                files.secret(self.service.folder / "delivery.json", json.dumps(known))
            done = self.sent("ho")
            self.assertEqual(done.exit, 3, done)
            self.assertNotIn(more.get("password", "mật khẩu"), done.out + done.err)
        self.assertEqual(len(self.mail.letters), before)


class OverHttp(ServiceTest):
    accounts = {"reporter": ("reporter", "-"), "manager": ("manager", "-"), "machine": ("exporter", "-"),
                "admin": ("admin", "-")}

    @classmethod
    def prepare(cls):
        prepare(cls.service)
        cls.places = Places(cls.service)
        cls.addClassCleanup(cls.places.close)

    def machine(self):
        """The exporter: its password is its token."""
        client = self.client()
        client.headers["Authorization"] = f"Bearer {self.service.passwords['machine']}"
        return client

    def finished(self, run, states=("done",)):
        return wait_until(lambda: (one := self.client("reporter").get(f"/exports/{run}").json)["state"] in states and one,
                          what=f"run {run}")

    def test_a_schedule_is_kept_changed_and_removed(self):
        reporter = self.client("reporter")
        answer = reporter.post("/schedules", schedule("tuan", when={"cron": "0 7 * * 1"}))
        self.assertEqual(answer.status, 201, answer)
        self.assertRegex(answer.json["next_due"], r"T07:00:00\+07:00$")
        self.assertProblem(reporter.post("/schedules", schedule("tuan")), 409, "schedule-taken")
        self.assertEqual(reporter.put("/schedules/tuan", schedule("tuan", enabled=False)).json["next_due"], None)
        self.assertProblem(reporter.put("/schedules/khac", schedule("khac")), 404, "schedule-unknown")
        self.assertIn("tuan", [one["name"] for one in self.machine().get("/schedules").json["items"]])
        self.assertEqual(reporter.delete("/schedules/tuan").status, 200)
        self.assertProblem(reporter.delete("/schedules/tuan"), 404, "schedule-unknown")

    def test_what_makes_no_sense_is_refused_with_all_of_it(self):
        bad = schedule("x y", when={"cron": "61 * * * *"}, deliver=[{"to": "mail", "recipients": ["no address\r\nBcc: x"]}])
        said = self.client("reporter").post("/schedules", bad)
        self.assertProblem(said, 422, "schedule")
        for word in ("name", "cron", "address"):
            self.assertIn(word, said.json["detail"])
        unknown = schedule("z", report="table-99", areas=["99999"], deliver=[{"to": "sftp", "target": "nowhere"}])
        said = self.client("reporter").post("/schedules", unknown)
        for word in ("table-99", "99999", "nowhere"):
            self.assertIn(word, said.json["detail"])
        for target in ("../x", "/etc", ".hidden", "a/b"):
            self.assertProblem(self.client("reporter").post("/schedules", schedule("p", deliver=[{"to": "folder", "target": target}])), 422)

    def test_who_may(self):
        for name in ("manager", "admin"):
            self.assertProblem(self.client(name).post("/schedules", schedule("m")), 403)
        self.assertProblem(self.machine().post("/schedules", schedule("m")), 403)
        self.assertProblem(self.machine().get("/rankings", indicator="poverty.rate", round="2023"), 403)
        self.assertEqual(self.machine().get("/reports/table-1", round="2023", format="csv").status, 200)
        self.assertEqual(self.machine().get("/exports").status, 200)

    def test_a_held_run_waits_for_a_reporter_and_can_be_signed(self):
        reporter = self.client("reporter")
        reporter.post("/schedules", schedule("giu", hold=True, deliver=[{"to": "mail", "recipients": ["a@example.vn"]}]))
        run = self.machine().post("/schedules/giu/run").json["id"]
        held = self.finished(run, ("held",))
        self.assertEqual(held["alarm"]["code"], "held")
        wait_until(lambda: self.places.mail.letters, what="the notice")
        self.assertEqual(self.places.mail.letters[0][0], ["quan.tri@example.vn"])
        self.assertProblem(self.machine().post(f"/exports/{run}/release"), 403)
        signed = reporter.call("POST", f"/exports/{run}/signed", b"%PDF signed", {"Content-Type": "application/pdf"}, number="123/BC-UBND")
        self.assertEqual(signed.json["signed"], {"number": "123/BC-UBND", "sha256": hashlib.sha256(b"%PDF signed").hexdigest()})
        kept = reporter.get(f"/exports/{run}/signed")
        self.assertEqual((kept.body, kept.headers["Content-Type"]), (b"%PDF signed", "application/pdf"))
        self.assertIn(run, [one["id"] for one in reporter.get("/exports", alarms="1").json["items"]])
        self.assertEqual(reporter.post(f"/exports/{run}/release").status, 200)
        done = self.finished(run)
        self.assertNotIn(run, [one["id"] for one in reporter.get("/exports", alarms="1").json["items"]])
        self.assertEqual((done["released_by"], done["asked_by"], done["alarm"]), ("reporter", "machine", None))
        self.assertEqual(done["deliveries"][0]["state"], "delivered")
        self.assertIn(["a@example.vn"], [recipients for recipients, _ in self.places.mail.letters])
        self.assertProblem(reporter.post(f"/exports/{run}/release"), 409, "run-state")

    def test_lost_bytes_are_made_again_from_the_manifest(self):
        reporter = self.client("reporter")
        reporter.post("/schedules", schedule("mat", deliver=[{"to": "folder", "target": "mat"}]))
        done = self.finished(reporter.post("/schedules/mat/run").json["id"])
        (self.service.folder / "exports" / done["files"][0]["sha256"]).unlink()
        again = reporter.get(f"/exports/{done['id']}/files/0/content")
        self.assertEqual(hashlib.sha256(again.body).hexdigest(), done["files"][0]["sha256"])

    def test_metrics_count_runs_and_alarms(self):
        text = self.client("admin").get("/metrics").text
        for name in ("rasoat_report_runs_open", "rasoat_report_runs_failed", "rasoat_report_alarms"):
            self.assertIn(f"{name} ", text)
