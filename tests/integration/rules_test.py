"""Edited rules: what they would change, and how they come into force."""

import csv
import io
import json
import shutil
import subprocess

from support import DatabaseTest, files, paths


class Rules(DatabaseTest):
    accounts = {"first": ("admin", "-"), "second": ("admin", "-"), "manager": ("manager", "-")}

    def setUp(self):
        self.edited = self.service.folder / f"edited-{self.id().rsplit('.', 1)[1]}"
        self.edited.mkdir()

    @classmethod
    def prepare(cls):
        cls.service.import_file("counts", files.data("kontum-2021-counts.csv"), "2021")
        rows = files.households("21262", 40, 20)
        cls.service.import_file("households", files.write(cls.service.folder / "list.csv", files.table(rows)), "2023")

    def edit(self, name, change):
        """A copy of a ruling file or folder with one file changed."""
        top = name.split("/")[0]
        source = paths.ETC / top
        if source.is_dir():
            shutil.copytree(source, self.edited / top)
        else:
            shutil.copy(source, self.edited / top)
        file = self.edited / name
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    def effects(self, *words):
        done = self.service.must("rules", "check", self.edited, "--format", "json", *words)
        return done.json["items"]

    def with_password(self, user, *words):
        done = subprocess.run([paths.BINARY, *map(str, words), "--user", user, "--config", self.service.config],
                              input=self.service.passwords.get(user, "wrong") + "\n", capture_output=True, text=True, timeout=120)
        return done

    def test_the_same_rules_change_nothing(self):
        self.edit("flags/rules.json", lambda text: text)
        self.assertEqual(self.effects(), [])

    def test_rules_that_cannot_be_read_are_named(self):
        self.edit("flags/rules.json", lambda text: text[:-20])
        done = self.service.command("rules", "check", self.edited)
        self.assertEqual(done.exit, 1)
        self.assertIn("flags/rules.json", done.err)

    def test_an_indicator_counted_otherwise_changes_its_figures(self):
        def twice(text):
            rules = json.loads(text)
            for indicator in rules["indicators"]:
                if indicator["code"] == "poverty.rate":
                    indicator["numerator"] = ["poor", "poor"]
            return json.dumps(rules)

        self.edit("indicators/poverty.json", twice)
        effects = self.effects()
        self.assertEqual([e["subject"] for e in effects if e["what"] == "rule"], ["indicators/poverty.json"])
        figures = {e["area"]: (e["before"], e["after"]) for e in effects if e["what"] == "figure" and e["round"] == "2021"
                   and e["subject"] == "poverty.rate"}
        rows = self.service.must("rank", "poverty.rate", "--round", "2021", "--within", "62", "--format", "json").json["rows"]
        self.assertGreater(len(rows), 8)
        for row in rows:
            numerator, denominator = row["numerator"], row["denominator"]
            self.assertEqual(figures[row["area"]["code"]], (f"{numerator}/{denominator}", f"{2 * numerator}/{denominator}"))
        self.assertNotIn("poverty.households", {e["subject"] for e in effects})

    def test_a_changed_cut_changes_computed_classes_and_no_figure(self):
        # The near-poor of the list have 10 points of deprivation, the poor 30: with a cut of 10 all are poor.
        def lower(text):
            standard = json.loads(text)
            for setting in ("rural", "urban"):
                standard[setting]["b2_poor"] = 10
            return json.dumps(standard)

        self.edit("standards/2022-2025.json", lower)
        effects = self.effects()
        self.assertEqual([(e["subject"], e["round"], e["before"], e["after"]) for e in effects if e["what"] == "class"],
                         [("households 20", "2023", "near_poor", "poor")])
        self.assertEqual([e for e in effects if e["what"] in ("figure", "flag")], [])

    def test_the_list_of_effects_as_csv(self):
        self.edit("rounds.json", lambda text: text + "\n")
        rows = list(csv.DictReader(io.StringIO(self.service.must("rules", "check", self.edited, "--format", "csv").out)))
        self.assertEqual([(row["what"], row["subject"]) for row in rows], [("rule", "rounds.json")])

    def test_two_administrators_and_a_decision_put_rules_in_force(self):
        def renamed(text):
            return text.replace("Near-poverty rate", "Rate of near-poverty")

        self.edit("indicators/poverty.json", renamed)
        shown = ("rank", "poverty.near_rate", "--round", "2021", "--within", "62", "--format", "json")
        propose = ("rules", "propose", self.edited, "--decision", "12/2027/NĐ-CP", "--date", "2027-01-05")
        activate = ("rules", "activate", self.edited)
        for user, words in (("manager", propose), ("nobody", propose), ("second", activate)):
            done = self.with_password(user, *words)
            self.assertEqual(done.returncode, 1, done)
        proposed = self.with_password("first", *propose)
        self.assertEqual(proposed.returncode, 0, proposed)
        self.assertEqual(self.with_password("first", *activate).returncode, 1)
        self.assertNotIn("Rate of near-poverty", self.service.must(*shown).out)
        # What is put in force is what was proposed, to the byte.
        file = self.edited / "indicators" / "poverty.json"
        kept = file.read_text(encoding="utf-8")
        file.write_text(kept + " ", encoding="utf-8")
        self.assertEqual(self.with_password("second", *activate).returncode, 1)
        file.write_text(kept, encoding="utf-8")
        done = self.with_password("second", *activate)
        self.assertEqual((done.returncode, done.stdout), (0, proposed.stdout), done)
        self.assertIn("Rate of near-poverty", self.service.must(*shown).out)
        self.assertEqual(self.with_password("second", *activate).returncode, 1)
        lines = self.service.rows("SELECT l.action, a.user_name, l.details FROM log l JOIN account a ON a.id = l.account_id "
                                  "WHERE l.action LIKE 'rules.%' ORDER BY l.seq")
        self.assertEqual([line[:2] for line in lines], [["rules.propose", "first"], ["rules.activate", "second"]])
        for line in lines:
            self.assertIn("decision=12/2027/NĐ-CP date=2027-01-05", line[2])
        self.assertEqual(self.service.invariants(), {})
        # They are in the backup, and come back with it.
        backup = self.service.folder / "backup"
        self.service.must("backup", backup)
        self.assertTrue(list(backup.glob("rules/*/indicators/poverty.json")))


class Everything(DatabaseTest):
    """`rasoat export all`: nobody is locked in."""

    accounts = {"officer": ("officer", "51")}

    @classmethod
    def prepare(cls):
        cls.list = files.table(files.households("21262", 12, 3, head_id_number="051234567890"))
        cls.service.import_file("households", files.write(cls.service.folder / "list.csv", cls.list), "2023")

    def table(self, folder, name):
        return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8"))))

    def test_every_table_with_the_schema_and_without_names(self):
        folder = self.service.folder / "all"
        self.service.must("export", "all", "--output", folder)
        schema = (folder / "schema.sql").read_text()
        for (table,) in self.service.rows("SHOW TABLES"):
            if (folder / f"{table}.csv").exists():
                self.assertIn(f"CREATE TABLE `{table}`", schema)
                self.assertEqual(len(self.table(folder, table)), self.service.count(table), table)
            else:
                self.assertIn(table, {"session", "session_mark", "attempt", "recovery_code", "account_factor", "provider_visit"})
        self.assertEqual({row["head_name"] for row in self.table(folder, "household")}, {""})
        everything = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
        for secret in ("Nguyễn Văn A".encode(), b"051234567890", b"argon2id"):
            self.assertNotIn(secret, everything)
        self.assertEqual(folder.stat().st_mode & 0o777, 0o700)

    def test_names_and_files_in_clear_where_asked_for(self):
        folder = self.service.folder / "all-personal"
        self.service.must("export", "all", "--personal", "--output", folder)
        rows = self.table(folder, "household")
        self.assertEqual({(row["head_name"], row["head_id"]) for row in rows}, {("Nguyễn Văn A", "051234567890")})
        self.assertEqual([file.read_text(encoding="utf-8") for file in (folder / "originals").iterdir()], [self.list])
        self.assertIn(["personal=clear"], self.service.rows("SELECT details FROM log WHERE action = 'export.all'"))

    def test_rows_that_end_in_an_error_are_not_the_end_of_the_rows(self):
        # The connector takes it for one: of three rows two would leave, and nobody would know.
        self.service.rows("CREATE TABLE three (i INT PRIMARY KEY); INSERT INTO three VALUES (1), (2), (3); "
                          "CREATE VIEW breaks AS SELECT i, (SELECT 1 UNION SELECT IF(i = 3, 2, 1)) AS one FROM three ORDER BY i")
        try:
            done = self.service.command("export", "all", "--output", self.service.folder / "cut")
        finally:
            self.service.rows("DROP VIEW breaks; DROP TABLE three")
        self.assertEqual(done.exit, 3, done)
        self.assertIn("cut short", done.err)

    def test_never_over_something(self):
        folder = self.service.folder / "full"
        folder.mkdir()
        (folder / "mine").write_text("x")
        self.assertEqual(self.service.command("export", "all", "--output", folder).exit, 1)
