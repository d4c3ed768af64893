"""Migrations over data that is there: what was stored before reads the same afterwards."""

import re

from support import ServiceTest, paths

COLUMNS = ("upload_id, row_no, area_id, former_commune, village, household_code, head_name_sealed, head_id_sealed, id_hash, birth_year, gender, "
           "woman_head, ethnicity, minority, members, setting, b1_score, b2_score, deprivations, declared, computed, previous, causes, "
           "no_labour_capacity, merit, enumerator, survey_date, decision_no, decision_date, change_reason")
FULL = ("7, 2, 5121262, '', 'Thôn 1', 'H1', 'bmFtZQ', 'aWQ', 'ab', 1964, 1, 0, 'Hrê', 1, 12, 0, 1000, 120, 65535, 1, 2, 0, 255, 1, 0, 'Trần Thị B', "
        "'2023-10-15', '1234/QĐ-UBND', '2023-12-20', 'tách hộ'")
BARE = "7, 3, 5121262, '', '', 'H2', 'bmFtZQ', '', '', -1, -1, -1, 'Kinh', 0, 1, -1, -1, -1, -1, 0, -1, -1, -1, -1, -1, '', NULL, '', NULL, ''"


class Answers(ServiceTest):
    """0010: the small answers of a household move into one text; the columns that name them read as before."""

    def stored(self):
        return self.service.rows(f"SELECT {COLUMNS} FROM household ORDER BY row_no")

    def again(self):
        self.service.rows("DELETE FROM schema_migration WHERE name LIKE '0010%'")
        self.service.migrate()

    def test_rows_of_before_read_the_same(self):
        text = (paths.ROOT / "sql/migrations/0001_house.sql").read_text(encoding="utf-8")
        table = re.search(r"CREATE TABLE IF NOT EXISTS household \(.*?;\n", text, re.S).group(0)
        self.service.rows(f"DROP TABLE household; {table} INSERT INTO household ({COLUMNS}) VALUES ({FULL}), ({BARE})")
        before = self.stored()
        self.assertEqual(len(before), 2)
        self.again()
        self.assertEqual(self.stored(), before)
        # Run again where the tables have changed places already, and after a cut that left half a copy.
        self.again()
        self.assertEqual(self.stored(), before)
        half = "upload_id, row_no, area_id, former_commune, village, household_code, head_name_sealed, head_id_sealed, id_hash, ethnicity, " \
               "enumerator, decision_no, change_reason, answers"
        self.service.rows(f"CREATE TABLE household_next LIKE household; INSERT INTO household_next ({half}) SELECT {half} FROM household LIMIT 1")
        self.again()
        self.assertEqual(self.stored(), before)
        self.assertEqual(self.service.rows("SHOW TABLES LIKE 'household\\_%'"), [])
