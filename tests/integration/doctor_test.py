"""`rasoat doctor` on a good installation and on broken ones: each fault is named, with what to do."""

import os
import re
import shutil
import subprocess

from support import DatabaseTest, files, paths


class Doctored(DatabaseTest):
    """An installation with one approved and one checked upload."""

    accounts = {"admin": ("admin", "-"), "other": ("admin", "-"), "officer": ("officer", "51"), "reviewer": ("reviewer", "51")}

    @classmethod
    def prepare(cls):
        cls.service.import_file("counts", files.data("kontum-2021-counts.csv"), "2021")
        rows = files.households("21262", 40, 5)
        cls.service.import_file("households", files.write(cls.service.folder / "list.csv", files.table(rows)), "2023")

    def checks(self):
        done = self.service.command("doctor", "--format", "json")
        found = {check["code"]: check for check in done.json["checks"]}
        failed = [code for code, check in found.items() if check["result"] == "failed"]
        self.assertEqual(done.exit, 1 if failed else 0, done)
        self.assertEqual(done.json["ok"], not failed)
        return found, failed

    def assertFound(self, code, what, also=()):
        """Exactly this fails, saying what is wrong and what to do."""
        found, failed = self.checks()
        self.assertEqual(sorted(set(failed) - set(also)), [code], found.get(code))
        self.assertIn(str(what), found[code]["found"])
        self.assertTrue(found[code]["remedy"])
        text = self.service.command("doctor").out
        self.assertIn(f"failed  {code}  ", text)
        self.assertIn(found[code]["remedy"], text)


class Good(Doctored):
    def test_nothing_is_wrong_and_more_than_forty_things_were_looked_at(self):
        found, failed = self.checks()
        self.assertEqual(failed, [])
        self.assertGreater(len(found), 40)

    def test_it_changes_nothing(self):
        before = self.service.rows("CHECKSUM TABLE upload, household, fact, pointer, account, log, note, counter")
        there = sorted(self.service.folder.rglob("*"))
        self.checks()
        self.assertEqual(self.service.rows("CHECKSUM TABLE upload, household, fact, pointer, account, log, note, counter"), before)
        self.assertEqual(sorted(self.service.folder.rglob("*")), there)

    def test_both_manuals_say_what_to_do_about_each(self):
        found, _ = self.checks()
        for language in ("vi", "en"):
            manual = (paths.ETC / "manual" / f"{language}.md").read_text(encoding="utf-8")
            # Alarms and settings have tables of their own.
            tables = [set(re.findall(r"^\| `([a-z_.]+)` \|", block, re.M)) for block in manual.split("\n\n")]
            listed = set().union(*(table for table in tables if len(table & set(found)) > len(table) / 2))
            self.assertEqual(listed, set(found), language)


class Broken(Doctored):
    def keep(self, file):
        """The file comes back after the test, however it was treated."""
        content, mode = file.read_bytes(), file.stat().st_mode

        def back():
            file.write_bytes(content)
            os.chmod(file, mode)

        self.addCleanup(back)
        return content

    def setting(self, **settings):
        before = dict(self.service._settings)

        def back():
            self.service._settings = before
            self.service.set()

        self.addCleanup(back)
        self.service.set(**settings)

    def original(self):
        return sorted(self.service.folder.glob("originals/*.sealed"))[0]

    def test_a_setting_nobody_knows(self):
        self.setting(htp_port=1)
        self.assertFound("settings.read", "htp.port")

    def test_a_data_folder_open_to_all(self):
        os.chmod(self.service.folder, 0o755)
        self.addCleanup(os.chmod, self.service.folder, 0o700)
        self.assertFound("data.private", self.service.folder)

    def test_a_service_key_that_is_gone(self):
        key = self.service.folder / "service.key"
        self.keep(key)
        key.unlink()
        self.assertFound("key.private", "service.key")
        self.assertFalse(key.exists())

    def test_another_service_key(self):
        key = self.service.folder / "service.key"
        self.keep(key)
        key.write_bytes(os.urandom(32))
        self.assertFound("uploads.keys", "upload 1", also=("uploads.bytes",))

    def test_rules_that_cannot_be_read(self):
        etc = self.service.folder / "etc"
        shutil.copytree(paths.ETC, etc, ignore=shutil.ignore_patterns("demo"))
        self.addCleanup(shutil.rmtree, etc)
        (etc / "flags" / "rules.json").write_text("{", encoding="utf-8")
        self.setting(rules_directory=etc)
        self.assertFound("rules.read", "flags/rules.json")

    def test_other_units_than_in_the_database(self):
        self.service.rows("UPDATE note SET value = 'other' WHERE name = 'areas'")
        try:
            self.assertFound("catalogue.areas", "differ")
        finally:
            self.service.must("migrate")

    def test_a_database_that_is_away(self):
        self.setting(database="/tmp/nobody-listens-here.sock")
        self.assertFound("database.answers", "")

    def test_a_schema_that_was_not_migrated(self):
        last = self.service.rows("SELECT name FROM schema_migration ORDER BY name DESC LIMIT 1")[0][0]
        self.service.rows(f"DELETE FROM schema_migration WHERE name = '{last}'")
        try:
            self.assertFound("schema.current", last)
        finally:
            self.service.must("migrate")

    def test_a_migration_with_another_content(self):
        kept = self.service.rows("SELECT sha256 FROM schema_migration WHERE name = '0001_house'")[0][0]
        self.service.rows("UPDATE schema_migration SET sha256 = REPEAT('0', 64) WHERE name = '0001_house'")
        try:
            self.assertFound("schema.unchanged", "0001_house")
        finally:
            self.service.rows(f"UPDATE schema_migration SET sha256 = '{kept}' WHERE name = '0001_house'")

    def test_a_table_of_another_engine(self):
        self.service.rows("CREATE TABLE stray (id INT PRIMARY KEY) ENGINE=MyISAM")
        try:
            self.assertFound("schema.tables", "stray (MyISAM")
        finally:
            self.service.rows("DROP TABLE stray")

    def test_pages_that_are_gone(self):
        self.setting(ui_directory=self.service.folder)
        self.assertFound("pages.built", "index.html")

    def test_a_network_served_in_the_clear(self):
        self.setting(http_address="0.0.0.0")
        self.assertFound("http.clear", "0.0.0.0")

    def certificate(self, name, days):
        folder = self.service.folder
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", str(days), "-subj", "/CN=localhost", "-keyout", folder / f"{name}.key",
                        "-out", folder / f"{name}.crt"], check=True, capture_output=True)

    def test_a_key_of_another_certificate(self):
        self.certificate("one", 90)
        self.certificate("two", 90)
        self.setting(http_certificate=self.service.folder / "one.crt", http_key=self.service.folder / "two.key")
        self.assertFound("http.certificate", "two.key")

    def test_a_certificate_near_its_end_is_a_warning(self):
        self.certificate("soon", 10)
        self.setting(http_certificate=self.service.folder / "soon.crt", http_key=self.service.folder / "soon.key")
        found, failed = self.checks()
        self.assertEqual((failed, found["http.certificate"]["result"]), ([], "warned"))

    def test_delivery_settings_with_a_slip(self):
        file = self.service.folder / "delivery.json"
        file.write_text('{"folder": "not/absolute"}')
        os.chmod(file, 0o600)
        self.addCleanup(file.unlink)
        self.assertFound("delivery.read", "absolute", also=("key.read",))

    def test_a_restore_that_was_broken_off(self):
        mark = self.service.folder / "restore.unfinished"
        mark.write_text("somewhere\n")
        self.addCleanup(mark.unlink)
        self.assertFound("data.restore", "restore.unfinished")

    def test_an_original_that_is_gone(self):
        file = self.original()
        self.keep(file)
        file.unlink()
        self.assertFound("uploads.originals", "upload ")

    def test_an_original_with_a_changed_byte(self):
        file = self.original()
        content = bytearray(self.keep(file))
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
        self.assertFound("uploads.bytes", "does not open")

    def test_a_server_that_takes_no_lists(self):
        self.service.rows("SET GLOBAL local_infile = 0")
        try:
            self.assertFound("database.load", "no list can be taken")
        finally:
            self.service.rows("SET GLOBAL local_infile = 1")

    def test_a_household_that_was_lost(self):
        stored = ("upload_id, row_no, area_id, former_commune, village, household_code, identity, "
                  "ethnicity, enumerator, decision_no, change_reason, answers")
        self.service.rows(f"CREATE TABLE aside AS SELECT {stored} FROM household WHERE row_no = (SELECT MIN(row_no) FROM household)")
        self.service.rows("DELETE FROM household WHERE row_no = (SELECT row_no FROM aside)")
        try:
            self.assertFound("invariants", "list_has_all_its_rows", also=("schema.tables",))
        finally:
            self.service.rows(f"INSERT INTO household ({stored}) SELECT * FROM aside")
            self.service.rows("DROP TABLE aside")

    def test_no_administrator_is_a_warning(self):
        self.service.rows("UPDATE account SET disabled = 1 WHERE role = 'admin'")
        try:
            found, failed = self.checks()
        finally:
            self.service.rows("UPDATE account SET disabled = 0 WHERE role = 'admin'")
        self.assertEqual((failed, found["accounts.administrators"]["result"]), ([], "warned"))
        self.assertIn("none", found["accounts.administrators"]["found"])
