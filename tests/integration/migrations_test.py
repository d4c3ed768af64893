"""Migrations over data that is there: what was stored before reads the same afterwards."""

import re

from support import ServiceTest, paths

COLUMNS = ("upload_id, row_no, area_id, former_commune, village, household_code, head_name_sealed, head_id_sealed, id_hash, birth_year, gender, "
           "woman_head, ethnicity, minority, members, setting, b1_score, b2_score, deprivations, declared, computed, previous, causes, "
           "no_labour_capacity, merit, enumerator, survey_date, decision_no, decision_date, change_reason")
FULL = ("7, 2, 5121262, '', 'Thôn 1', 'H1', 'bmFtZQ', 'aWQ', 'a7aa9497eb6b73f2ef0f9994b38981e9', 1964, 1, 0, 'Hrê', 1, 12, 0, 1000, 120, 65535, "
        "1, 2, 0, 255, 1, 0, 'Trần Thị B', '2023-10-15', '1234/QĐ-UBND', '2023-12-20', 'tách hộ'")
BARE = "7, 3, 5121262, '', '', 'H2', 'bmFtZQ', '', '', -1, -1, -1, 'Kinh', 0, 1, -1, -1, -1, -1, 0, -1, -1, -1, -1, -1, '', NULL, '', NULL, ''"
LONG = (f"7, 4, 5121262, '', '', 'H3', '{'QUJD' * 150}', '{'QUJD' * 30}QQ', '{'0' * 31}1', 1964, 1, 0, 'Hrê', 1, 12, 0, 1000, 120, 65535, 1, 2, 0, "
        "255, 1, 0, '', NULL, '', NULL, ''")


class Households(ServiceTest):
    """0010: the small answers of a household move into one text; 0011: hash and seals into one of bytes. The columns that name
    them read as before."""

    def stored(self):
        return self.service.rows(f"SELECT {COLUMNS} FROM household ORDER BY row_no")

    def again(self, since):
        self.service.rows(f"DELETE FROM schema_migration WHERE name >= '{since}'")
        self.service.migrate()

    def test_rows_of_before_read_the_same(self):
        text = (paths.ROOT / "sql/migrations/0001_house.sql").read_text(encoding="utf-8")
        table = re.search(r"CREATE TABLE IF NOT EXISTS household \(.*?;\n", text, re.S).group(0)
        self.service.rows(f"DROP TABLE household; {table} INSERT INTO household ({COLUMNS}) VALUES ({FULL}), ({BARE}), ({LONG})")
        before = self.stored()
        self.assertEqual(len(before), 3)
        self.again("0010")
        self.assertEqual(self.stored(), before)
        # Run again where the tables have changed places already, and after a cut that left half a copy.
        self.again("0010")
        self.assertEqual(self.stored(), before)
        half = "upload_id, row_no, area_id, former_commune, village, household_code, identity, ethnicity, enumerator, decision_no, change_reason, answers"
        self.service.rows(f"CREATE TABLE household_next LIKE household; INSERT INTO household_next ({half}) SELECT {half} FROM household LIMIT 1")
        self.again("0011")
        self.assertEqual(self.stored(), before)
        self.assertEqual(self.service.rows("SHOW TABLES LIKE 'household\\_%'"), [])
