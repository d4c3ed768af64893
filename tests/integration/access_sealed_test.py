"""What must not change: one byte of the log, of a sealed file, of a sealed field is found and named. And the keys: changed while
the service works and killed half way, destroyed when their time is over, and brought back from two printed shares.
"""

import signal
import subprocess
import unittest

from support import DatabaseTest, ServiceTest, files, paths

SEALED_CHECKS = {"log.chain", "uploads.bytes", "uploads.keys", "uploads.fields"}


def found_by_doctor(service):
    """What failed of what must not change, by the code of its check."""
    checks = service.command("doctor", "--format", "json").json["checks"]
    return {check["code"]: check["found"] for check in checks if check["result"] == "failed" and check["code"] in SEALED_CHECKS}


def households(first, count, commune="21046"):
    rows = files.households(commune, count)
    for n, row in enumerate(rows, first):
        row.update(head_name=f"Phạm Thị {n}", head_id_number=f"0512{n:08}", household_code=f"H{n}")
    return files.table(rows)


class Changed(DatabaseTest):
    accounts = {"officer": ("officer", "51"), "reviewer": ("reviewer", "51"), "manager": ("manager", "-"), "admin": ("admin", "-")}

    @classmethod
    def prepare(cls):
        cls.upload = cls.service.import_file("households", files.write(cls.service.folder / "list.csv", households(0, 40)), "2023")["id"]
        bad = files.write(cls.service.folder / "bad.csv", households(0, 3).replace("051200000001", "9" * 300))
        cls.bad = cls.service.command("import", "households", bad, "--round", "2022", "--format", "json").json

    def failed(self):
        return found_by_doctor(self.service)

    def test_nothing_is_wrong_before(self):
        self.assertEqual(self.failed(), {})

    def swapped(self, table, column, where, change):
        """Changes one value, looks, and puts it back."""
        before = self.service.rows(f"SELECT HEX({column}) FROM {table} WHERE {where}")[0][0]
        self.service.rows(f"UPDATE {table} SET {column} = {change} WHERE {where}")
        try:
            self.assertEqual(self.service.command("doctor").exit, 1)
            return self.failed()
        finally:
            self.service.rows(f"UPDATE {table} SET {column} = UNHEX('{before}') WHERE {where}")

    def test_the_log(self):
        for column, change in (("details", "CONCAT(details, '.')"), ("action", "'upload.undo'"), ("account_id", "account_id + 1"),
                               ("hash", "REVERSE(hash)"), ("subject", "CONCAT(subject, '|')"), ("at", "at + INTERVAL 1 SECOND")):
            with self.subTest(column=column):
                if column in ("account_id", "at"):
                    before = self.service.rows(f"SELECT {column} FROM log WHERE seq = 3")[0][0]
                    self.service.rows(f"UPDATE log SET {column} = {change} WHERE seq = 3")
                    found = self.failed()
                    self.service.rows(f"UPDATE log SET {column} = '{before}' WHERE seq = 3")
                else:
                    found = self.swapped("log", column, "seq = 3", change)
                self.assertIn("log entry 3", found["log.chain"])
        self.assertEqual(self.failed(), {})

    def test_an_entry_taken_out(self):
        kept = self.service.rows("SELECT seq, at, account_id, action, HEX(subject), HEX(details), previous_hash, hash FROM log WHERE seq = 2")[0]
        self.service.rows("DELETE FROM log WHERE seq = 2")
        self.assertIn("log entry 3", self.failed()["log.chain"])
        seq, at, account, action, subject, details, previous, own = kept
        self.service.rows(f"INSERT INTO log VALUES ({seq}, '{at}', {account}, '{action}', UNHEX('{subject}'), UNHEX('{details}'), "
                          f"'{previous}', '{own}')")
        self.assertEqual(self.failed(), {})

    def test_a_sealed_field(self):
        for row, byte, field in ((12, 18 + 20, "head_name"), (30, "LENGTH(identity) - 5", "head_id_number")):
            with self.subTest(field=field):
                change = f"INSERT(identity, {byte}, 1, IF(SUBSTR(identity, {byte}, 1) = 'A', 'B', 'A'))"
                found = self.swapped("household", "identity", f"upload_id = {self.upload} AND row_no = {row}", change)
                self.assertEqual(found, {"uploads.fields": f"upload {self.upload} row {row} {field}"})

    def test_a_finding(self):
        self.assertEqual(self.bad["state"], "rejected")
        where = f"upload_id = {self.bad['id']} AND personal = 1"
        found = self.swapped("upload_finding", "value", where, "CONCAT('A', value)")
        self.assertIn(f"upload {self.bad['id']} finding", found["uploads.fields"])

    def test_a_data_key(self):
        found = self.swapped("upload", "data_key", f"id = {self.upload}", "REVERSE(data_key)")
        self.assertIn(f"upload {self.upload}", found["uploads.keys"])

    def test_a_sealed_file(self):
        sealed = next(path for path in (self.service.folder / "originals").iterdir() if path.name.startswith(self.sha256()))
        whole = sealed.read_bytes()
        for place in (3, len(whole) // 2, len(whole) - 1):
            with self.subTest(place=place):
                sealed.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
                self.assertIn(f"upload {self.upload} does not open", self.failed()["uploads.bytes"])
        sealed.write_bytes(whole[:-1])
        self.assertIn(f"upload {self.upload} does not open", self.failed()["uploads.bytes"])
        sealed.write_bytes(whole)
        self.assertEqual(self.failed(), {})

    def sha256(self):
        return self.service.rows(f"SELECT sha256 FROM upload WHERE id = {self.upload}")[0][0]


class Anchored(ServiceTest):
    """Somebody with the whole database in their hands, who writes the chain anew, is found by what stands outside it."""

    accounts = {"admin": ("admin", "-")}

    def test_an_end_cut_off_and_a_chain_written_anew(self):
        self.client("admin")  # the log has grown
        self.service.restart()  # anchors when it starts, and every hour
        self.service.stop()
        self.assertEqual(found_by_doctor(self.service), {})
        last = int(self.service.rows("SELECT MAX(seq) FROM log")[0][0])
        self.service.rows(f"UPDATE log SET details = 'another', hash = SHA2(CONCAT_WS('|', seq, at, account_id, action, subject, 'another', "
                          f"previous_hash), 256) WHERE seq = {last}")
        self.assertIn(f"entry {last} was another", found_by_doctor(self.service)["log.chain"])
        self.service.rows(f"DELETE FROM log WHERE seq = {last}")
        self.assertIn(f"entry {last} is gone", found_by_doctor(self.service)["log.chain"])


class Rotated(ServiceTest):
    """The service key changed while lists come in and are read, by a command that is killed again and again."""

    accounts = {"officer": ("officer", "51")}

    @classmethod
    def prepare(cls):
        for n in range(12):
            path = files.write(cls.service.folder / f"list{n}.csv", households(n * 100, 100, "21046"))
            cls.service.must("import", "households", path, "--round", ("2022", "2023", "2024")[n % 3])

    def test_killed_and_run_again_it_ends_complete(self):
        officer, before = self.client("officer"), (self.service.folder / "service.key").read_bytes()
        uploads = [item["id"] for item in officer.get("/uploads").json["items"]]
        names = {id: officer.get(f"/uploads/{id}/households").body for id in uploads}
        found = officer.post("/households/search", {"id_number": "051200000007"}).body
        killed = 0
        for _ in range(6):
            command = subprocess.Popen([paths.BINARY, "key", "rotate", "--config", self.service.config],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                command.wait(0.15)
            except subprocess.TimeoutExpired:
                command.send_signal(signal.SIGKILL)
                command.wait()
                killed += 1
            for id in uploads[:4]:  # the service goes on, whichever key each is sealed under
                self.assertEqual(officer.get(f"/uploads/{id}/households").body, names[id])
            sent = officer.upload("households", households(10_000 + killed, 5, "21049"), "2021")
            self.assertEqual(sent.status, 201, sent)
        self.assertGreater(killed, 0)
        self.service.must("key", "rotate")
        self.assertNotEqual((self.service.folder / "service.key").read_bytes(), before)
        self.assertFalse((self.service.folder / "service.key.next").exists())
        self.assertEqual({id: officer.get(f"/uploads/{id}/households").body for id in uploads}, names)
        self.assertEqual(officer.post("/households/search", {"id_number": "051200000007"}).body, found)
        self.assertEqual(found_by_doctor(self.service), {})
        self.service.restart()  # nothing depended on what was remembered
        self.assertEqual(self.client("officer").get(f"/uploads/{uploads[0]}/households").body, names[uploads[0]])


class Retained(ServiceTest):
    """After its time a round's names are gone for good; counts, and for a while the hashes, stay."""

    accounts = {"officer": ("officer", "524"), "manager": ("manager", "-"), "admin": ("admin", "-")}

    @classmethod
    def prepare(cls):
        for round_ in ("2022", "2023"):
            path = files.write(cls.service.folder / f"{round_}.csv", households(int(round_), 20))
            setattr(cls, f"id{round_}", cls.service.import_file("households", path, round_)["id"])

    def test_names_go_and_counts_stay(self):
        officer = self.client("officer")
        figures = self.client("manager").get("/areas/21046", as_of="2022-12-31").body
        self.assertEqual(officer.get(f"/uploads/{self.id2022}/households").status, 200)
        self.service.must("key", "destroy", "2022")
        self.assertProblem(officer.get(f"/uploads/{self.id2022}/households"), 410, "key-destroyed")
        self.assertEqual(officer.get(f"/uploads/{self.id2022}/marked").status, 410)
        self.assertEqual(officer.get(f"/uploads/{self.id2022}").status, 200)
        self.assertEqual(officer.get(f"/uploads/{self.id2023}/households").status, 200)
        self.assertEqual(officer.post("/households/search", {"id_number": "051200002022"}).json["items"], [])
        self.assertEqual(self.client("manager").get("/areas/21046", as_of="2022-12-31").body, figures)
        self.assertGreater(int(self.service.rows("SELECT COUNT(*) FROM household WHERE id_hash <> ''")[0][0]), 20)
        self.assertEqual(found_by_doctor(self.service), {})
        entry = self.client("admin").get("/log", action="retention.").json["items"][0]
        self.assertEqual((entry["action"], entry["subject"]), ("retention.keys", "round 2022"))

    def test_the_settings_say_when(self):
        # Months after the reference date; far back enough that 2023 is due and a hash of it too.
        self.service.set(**{"retention.household_months": 1, "retention.identity_months": 1})
        self.service.must("key", "retention")
        self.assertEqual(self.service.rows(f"SELECT data_key FROM upload WHERE id = {self.id2023}"), [[""]])
        self.assertEqual(self.service.rows("SELECT COUNT(*) FROM household WHERE id_hash <> ''"), [["0"]])
        self.assertEqual(found_by_doctor(self.service), {})


class Recovered(DatabaseTest):
    """The machine is lost; a backup and two sheets of paper are not."""

    def shares(self):
        lines = [line.strip() for line in self.service.must("key", "shares").out.splitlines()]
        return [line for line in lines if line[:2] in ("1-", "2-")]

    def recover(self, *lines):
        done = subprocess.run([paths.BINARY, "key", "recover", self.service.folder / "service.key.recovery", "--config", self.service.config],
                              input="".join(line + "\n" for line in lines), capture_output=True, text=True, timeout=60)
        return done.returncode

    def test_two_shares_bring_the_key_back_and_one_does_not(self):
        key = self.service.folder / "service.key"
        one, other = self.shares()
        self.assertEqual(self.service.command("key", "shares").exit, 1)  # printed once
        self.assertNotIn(one[2:30], self.service.log())
        self.service.must("key", "rotate")  # nobody brought the shares
        before = key.read_bytes()
        self.assertEqual(self.recover(one, other), 1)  # never over a key that is there
        key.unlink()
        wrong = one[:10] + ("A" if one[10] != "A" else "B") + one[11:]
        for lines in ((one, one), (other, other), (wrong, other), ("", other), (one[2:], other)):
            self.assertEqual(self.recover(*lines), 1, lines)
            self.assertFalse(key.exists())
        self.assertEqual(self.recover(other.lower().replace("-", " "), one), 0)
        self.assertEqual((key.read_bytes(), key.stat().st_mode & 0o777), (before, 0o600))


if __name__ == "__main__":
    unittest.main()
