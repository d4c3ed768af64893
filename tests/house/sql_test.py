"""sql/ stays within what MariaDB 10.11, MySQL 8 and Galera all accept; what has landed never changes."""

import hashlib
import re
import unittest

import tree

HOUSE = tree.ROOT / "tests/house"
REFUSED = {
    r"\bGET_LOCK\s*\(|\bRELEASE_LOCK\s*\(|\bIS_FREE_LOCK\s*\(": "named locks are per node",
    r"\bLOCK\s+TABLES?\b": "not on Galera",
    r"\bRETURNING\b": "not in MySQL",
    r"\bCREATE\s+OR\s+REPLACE\b": "not in MySQL for tables",
    r"\b(ADD|DROP|MODIFY|CHANGE)\s+(COLUMN\s+|INDEX\s+|KEY\s+|CONSTRAINT\s+)?IF\s+(NOT\s+)?EXISTS\b": "not in MySQL",
    r"\b(CREATE|DROP)\s+(UNIQUE\s+)?INDEX\s+IF\s+": "not in MySQL",
    r"\bSEQUENCE\b|\bNEXTVAL\b|\bNEXT\s+VALUE\b": "not in MySQL",
    r"\bCOLLATE\s*=?\s*(?!utf8mb4_bin\b|ascii_bin\b)\w+": "a collation of one vendor",
    r"\bENGINE\s*=\s*(?!InnoDB\b)\w+": "not replicated",
    r"\b(VISIBLE|INVISIBLE)\b": "differs by vendor",
    r"\bINTERSECT\b|\bEXCEPT\b": "not in MySQL 8.0",
    r"\bJSON_VALUE\b|\bJSON_TABLE\b|\bUUID\s*\(|\bSYS_GUID\b": "differs by vendor",
    r"\bPERIOD\s+FOR\b|\bSYSTEM\s+VERSIONING\b": "not in MySQL",
    r"\bDELIMITER\b|\bPROCEDURE\b|\bTRIGGER\b|\bEVENT\b": "logic lives in C++",
    r"\bNOW\s*\(|\bCURRENT_TIMESTAMP\b|\bRAND\s*\(": "the clock and chance are handed down",
}


def statements(text):
    text = re.sub(r"^\s*--[^\n]*$", "", text, flags=re.M)
    return [part.strip() for part in text.split(";") if part.strip()]


class Sql(tree.House):
    def setUp(self):
        self.files = tree.sources(".sql", under="sql/")
        self.assertTrue(self.files)

    def test_nothing_that_one_of_the_three_refuses(self):
        for name, text in self.files.items():
            for statement in statements(text):
                bare = re.sub(r"'(?:[^'\\]|\\.|'')*'", "''", statement)
                for pattern, why in REFUSED.items():
                    hit = re.search(pattern, bare, re.I)
                    if hit:
                        self.fail(f"{name}: {hit[0]!r}: {why}\n{statement[:300]}")

    def test_every_table_has_a_primary_key_and_innodb(self):
        tables = 0
        for name, text in self.files.items():
            for statement in statements(text):
                made = re.match(r"CREATE\s+(?:TEMPORARY\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?`?(\w+)", statement, re.I)
                if made:
                    tables += 1
                    self.assertRegex(statement, r"(?i)\bPRIMARY\s+KEY\b", f"{name}: {made[1]}")
                    self.assertRegex(statement, r"(?i)\bENGINE\s*=\s*InnoDB\b", f"{name}: {made[1]}")
        self.assertGreater(tables, 10)

    def test_migrations_can_be_run_again(self):
        for name, text in self.files.items():
            if not name.startswith("sql/migrations/"):
                continue
            for statement in statements(text):
                self.assertNotRegex(statement, r"(?i)^CREATE\s+TABLE\s+(?!IF\s+NOT\s+EXISTS)", f"{name}: {statement[:80]}")
                self.assertNotRegex(statement, r"(?i)^DROP\s+TABLE\s+(?!IF\s+EXISTS)", f"{name}: {statement[:80]}")
                self.assertNotRegex(statement, r"(?is)^INSERT\s+INTO\s+(?!.*ON\s+DUPLICATE\s+KEY|.*WHERE\s+NOT\s+EXISTS)", f"{name}: {statement[:80]}")

    def test_a_landed_migration_is_not_edited(self):
        recorded = dict(line.split()[::-1] for line in (HOUSE / "migrations.sha256").read_text().splitlines()
                        if line and not line.startswith("#"))
        there = {name.rsplit("/", 1)[1]: hashlib.sha256((tree.ROOT / name).read_bytes()).hexdigest()
                 for name in self.files if name.startswith("sql/migrations/")}
        for name, digest in there.items():
            self.assertEqual(recorded.get(name), digest,
                             f"{name}: a new migration is recorded in tests/house/migrations.sha256 when it lands "
                             f"(sha256sum); a landed one never changes, write another")
        self.assertEqual(set(), set(recorded) - set(there), "a landed migration is gone")

    def test_migrations_are_numbered_without_gap(self):
        numbers = sorted(int(name.rsplit("/", 1)[1][:4]) for name in self.files if name.startswith("sql/migrations/"))
        self.assertEqual(len(set(numbers)), len(numbers))
        self.assertEqual(1, numbers[0])

    def test_every_statement_is_named_once_and_used(self):
        code = "\n".join(tree.sources(".cpp", ".h", under="src/store/").values())
        ready = set(tree.read("tests/house/unused.txt").split())
        names = []
        for name, text in self.files.items():
            if name.startswith("sql/queries/"):
                names += re.findall(r"^-- name: (\w+)$", text, re.M)
        self.assertEqual(len(set(names)), len(names), "a name stands twice")
        self.none(f"{each} is not used in src/store" for each in sorted(set(names) - ready)
                  if not re.search(rf"\bqueries::{each}\b", code))

    def test_no_sql_outside_sql_and_store(self):
        verbs = re.compile(r"^\s*(SELECT\s.+\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+TABLE"
                           r"|ALTER\s+TABLE|DROP\s+TABLE|LOAD\s+DATA|SET\s+(SESSION|GLOBAL)\s|START\s+TRANSACTION)", re.I | re.S)
        for name, text in tree.sources(".cpp", ".h").items():
            if name.startswith("src/store/"):
                continue
            for literal in tree.literals(text):
                self.assertIsNone(verbs.match(literal), f"{name}: {literal[:100]}")


if __name__ == "__main__":
    unittest.main()
