"""Backup and restore: made while files arrive, read back, and the same figures and reports on an empty place."""

import hashlib
import json
import shutil
import threading

from support import DatabaseTest, Service, ServiceTest, files


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def restored(folder, key):
    """An installation whose data come from a backup; schema and data folder are empty before."""
    service = Service()
    if key is not None:
        shutil.copy(key, service.folder / "service.key")
    return service, service.command("restore", folder)


class BackupUnderLoad(ServiceTest):
    accounts = {"officer": ("officer", "51"), "manager": ("manager", "-"), "reporter": ("reporter", "-")}

    @classmethod
    def prepare(cls):
        cls.service.import_file("counts", files.data("kontum-2021-counts.csv"), "2021")
        rows = files.households("21262", 40, 20)
        cls.service.import_file("households", files.write(cls.service.folder / "list.csv", files.table(rows)), "2023")
        for form in ("csv", "xlsx", "pdf"):
            cls.service.must("export", "ranking", "--round", "2021", "--within", "62", "--format", form,
                             "--output", cls.service.folder / f"before.{form}")
        schedule = {"name": "giu", "report": "ranking", "round": "2021", "areas": ["62"], "formats": ["pdf"], "hold": True,
                    "when": {"cron": "0 7 1 1 *"}, "deliver": [{"to": "folder", "target": "den"}]}
        cls.service.must("schedule", "set", files.write(cls.service.folder / "schedule.json", json.dumps(schedule)))
        cls.service.must("schedule", "run", "giu")

    def test_the_same_figures_and_reports_on_an_empty_place(self):
        folder = self.service.folder / "backup"
        done = threading.Event()

        def send():
            number = 0
            while not done.is_set():
                number += 1
                rows = files.households("21262", 30 + number, 5)
                self.assertIn(self.client("officer").upload("households", files.table(rows), "2022").status, (200, 201, 202))

        self.client("officer")
        sender = threading.Thread(target=send)
        sender.start()
        try:
            self.service.must("backup", folder)
        finally:
            done.set()
            sender.join()
        other, said = restored(folder, self.service.folder / "service.key")
        self.addCleanup(other.remove)
        self.assertEqual(said.exit, 0, said)
        self.assertEqual(other.invariants(), {})
        for words in (("rank", "poverty.rate", "--round", "2021", "--within", "62"), ("flags", "--round", "2021", "--within", "62")):
            self.assertEqual(other.must(*words, "--format", "json").out, self.service.must(*words, "--format", "json").out)
        self.assertEqual(len(json.loads((folder / "manifest.json").read_bytes())["reports"]), 3)
        for form in ("csv", "xlsx", "pdf"):
            again = other.folder / f"again.{form}"
            other.must("export", "--manifest", self.service.folder / f"before.{form}.manifest.json", "--output", again)
            self.assertEqual(sha256(again), sha256(self.service.folder / f"before.{form}"), form)

    def test_what_was_signed_comes_back(self):
        reporter = self.client("reporter")
        run = next(item["id"] for item in reporter.get("/exports").json["items"] if item["schedule"] == "giu")
        paper = b"%PDF-1.7 signed by hand " + bytes(range(256))
        self.assertEqual(reporter.call("POST", f"/exports/{run}/signed", paper, {"Content-Type": "application/pdf"}, number="12/BC").status, 200)
        folder = self.service.folder / "backup-signed"
        self.service.must("backup", folder)
        for file in folder.rglob("*.sealed"):
            self.assertNotIn(paper[:20], file.read_bytes(), file)
        other, said = restored(folder, self.service.folder / "service.key")
        self.addCleanup(other.remove)
        self.assertEqual(said.exit, 0, said)
        made = {file.name for file in (self.service.folder / "exports").iterdir()}
        self.assertEqual({file.name for file in (other.folder / "exports").iterdir()}, made)
        self.assertIn(hashlib.sha256(paper).hexdigest(), made)
        for file in (other.folder / "exports").iterdir():
            self.assertEqual(sha256(file), file.name)

    def test_nothing_of_a_household_in_the_clear(self):
        folder = self.service.folder / "backup-sealed"
        self.service.must("backup", folder)
        name = "Nguyễn Văn A".encode()
        for file in folder.rglob("*"):
            if file.is_file():
                self.assertNotIn(name, file.read_bytes(), file)
        self.assertEqual([file.name for file in (self.service.folder / "spool").glob("*.sql*")], [])


class RefusedBackups(DatabaseTest):
    @classmethod
    def prepare(cls):
        cls.service.import_file("counts", files.data("kontum-2021-counts.csv"), "2021")
        (cls.service.folder / "exports").mkdir()
        (cls.service.folder / "exports" / hashlib.sha256(b"signed").hexdigest()).write_bytes(b"signed")
        cls.backup = cls.service.folder / "backup"
        cls.service.must("backup", cls.backup)
        cls.key = cls.service.folder / "service.key"

    def refused(self, folder, word, key=True):
        other, said = restored(folder, self.key if key else None)
        self.addCleanup(other.remove)
        self.assertEqual(said.exit, 1, said)
        self.assertIn(word, said.err)
        self.assertEqual(other.rows("SHOW TABLES"), [])
        return other

    def damaged(self, name, change):
        folder = self.service.folder / f"damaged-{self.id().rsplit('.', 1)[1]}"
        shutil.copytree(self.backup, folder)
        file = next(folder.glob(name))
        change(file)
        return folder, file.name

    def test_a_changed_byte_is_named(self):
        def change(file):
            content = bytearray(file.read_bytes())
            content[len(content) // 2] ^= 1
            file.write_bytes(content)

        for name in ("database.sealed", "originals/*.sealed", "exports/*.sealed"):
            with self.subTest(name):
                folder, file = self.damaged(name, change)
                self.refused(folder, file)
                shutil.rmtree(folder)

    def test_a_missing_file_is_named(self):
        folder, file = self.damaged("originals/*.sealed", lambda file: file.unlink())
        self.refused(folder, file)

    def test_no_manifest_is_no_backup(self):
        folder, file = self.damaged("manifest.json", lambda file: file.unlink())
        self.refused(folder, file)

    def test_another_key(self):
        self.refused(self.backup, "service.key", key=False)

    def test_never_over_data(self):
        said = self.service.command("restore", self.backup)
        self.assertEqual(said.exit, 1, said)
        self.assertEqual(self.service.count("upload"), 1)

    def test_never_into_a_full_folder(self):
        said = self.service.command("backup", self.backup)
        self.assertEqual(said.exit, 1, said)

    def test_a_broken_off_restore_holds_the_service_and_is_begun_anew(self):
        other = Service()
        self.addCleanup(other.remove)
        shutil.copy(self.key, other.folder / "service.key")
        (other.folder / "restore.unfinished").write_text("somewhere\n")
        other.rows("CREATE TABLE half (id INT PRIMARY KEY)")
        self.assertEqual(other.command("serve", timeout=20).exit, 3)
        said = other.command("restore", self.backup)
        self.assertEqual(said.exit, 0, said)
        self.assertNotIn(["half"], other.rows("SHOW TABLES"))
        self.assertFalse((other.folder / "restore.unfinished").exists())
        self.assertEqual(other.count("upload"), 1)
