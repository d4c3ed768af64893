"""Reading settings, rules and certificate anew (SIGHUP) while people work."""

import shutil
import signal
import ssl
import subprocess
import threading

from support import ServiceTest, eventually, paths

COUNTS = "area_code,households,poor,near_poor\n534,33000,2000,1500\n"


def certificate(folder, name):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", f"/CN={name}", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
                   check=True, capture_output=True)


class Reload(ServiceTest):
    accounts = {"officer": ("officer", "51")}

    @classmethod
    def prepare(cls):
        cls.etc = cls.service.folder / "etc"
        shutil.copytree(paths.ETC, cls.etc, ignore=shutil.ignore_patterns("demo"))
        cls.service.set(rules_directory=cls.etc)

    def reload(self, event):
        before = self.service.log().count(f"event={event}")
        self.service.process.send_signal(signal.SIGHUP)
        eventually(lambda: self.assertEqual(self.service.log().count(f"event={event}"), before + 1), 30)

    def test_nobody_is_refused_meanwhile(self):
        done, answers, faults = threading.Event(), [], []

        def ask():
            while not done.is_set():
                try:
                    answers.append(self.client().get("/healthz").status)
                except OSError as error:
                    faults.append(error)

        askers = [threading.Thread(target=ask) for _ in range(4)]
        for asker in askers:
            asker.start()
        try:
            self.reload("reloaded")
            self.reload("reloaded")
        finally:
            done.set()
            for asker in askers:
                asker.join()
        self.assertEqual(faults, [])
        self.assertEqual(set(answers), {200})

    def test_a_setting_holds_from_then_on(self):
        self.service.set(upload_limit_bytes=20)
        self.addCleanup(self.service.set, upload_limit_bytes=268435456)
        self.assertEqual(self.client("officer").upload("counts", COUNTS, "2023").status, 201)
        self.reload("reloaded")
        self.assertProblem(self.client("officer").upload("counts", COUNTS + " ", "2023"), 413, "file-too-large")

    def test_rules_hold_from_then_on(self):
        file = self.etc / "indicators" / "poverty.json"
        text = file.read_text(encoding="utf-8")
        self.addCleanup(file.write_text, text, encoding="utf-8")
        file.write_text(text.replace("Poverty rate", "Rate of poverty", 1), encoding="utf-8")
        self.reload("reloaded")
        self.assertIn("Rate of poverty", self.client("officer").get("/indicators").text)

    def test_what_cannot_be_used_changes_nothing(self):
        file = self.etc / "flags" / "rules.json"
        text = file.read_text(encoding="utf-8")
        self.addCleanup(file.write_text, text, encoding="utf-8")
        file.write_text("{", encoding="utf-8")
        self.reload("reload.failed")
        self.assertEqual(self.client("officer").get("/indicators").status, 200)
        file.write_text(text, encoding="utf-8")
        self.service.set(nonsense=1)
        try:
            self.reload("reload.failed")
        finally:
            del self.service._settings["nonsense"]
            self.service.set()
        self.assertEqual(self.client("officer").get("/indicators").status, 200)


class Certificate(ServiceTest):
    @classmethod
    def prepare(cls):
        certificate(cls.service.folder, "first")
        cls.service.set(http_certificate=cls.service.folder / "cert.pem", http_key=cls.service.folder / "key.pem")

    def shown(self):
        return ssl.get_server_certificate(("127.0.0.1", self.service.port))

    def test_a_renewed_certificate_is_shown_without_a_restart(self):
        first = self.shown()
        self.assertEqual(first, (self.service.folder / "cert.pem").read_text())
        certificate(self.service.folder, "second")
        self.service.process.send_signal(signal.SIGHUP)
        eventually(lambda: self.assertNotEqual(self.shown(), first), 30)
        self.assertEqual(self.shown(), (self.service.folder / "cert.pem").read_text())
        # A certificate of another key is refused and the good one stays.
        good = self.shown()
        (self.service.folder / "cert.pem").write_text(first)
        self.service.process.send_signal(signal.SIGHUP)
        eventually(lambda: self.assertIn("event=reload.failed", self.service.log()), 30)
        self.assertEqual(self.shown(), good)
