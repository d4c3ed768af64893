"""The programme report and the criteria matrix: against SQL in every format, compared with the week, the month and the
year before; the office's own workbook; who had an official file."""

import csv
import io
import json
import pathlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as xml
import zipfile

from reports_test import communes, prepare, sheet, vietnamese
from support import DatabaseTest, files, paths

MILLION = 1_000_000


def decimal(dong):
    text = f"{dong // MILLION}.{dong % MILLION:06}".rstrip("0").rstrip(".")
    return text


def hundredths(part, whole):
    return (part * 20000 + whole) // (2 * whole)


def money(day, year, paid):
    """Rows of three communes and the province's own; `paid` thousandths of each plan."""
    rows = []
    for n, code in enumerate(sorted(communes())[:3]):
        for project, expenditure, planned in (("1", "capital", 1000 + 137 * n), ("3.1", "recurrent", 500 + 11 * n)):
            rows.append({"as_of": day, "area_code": code, "programme": "GNBV", "project": project, "investor": "",
                         "budget": "central", "expenditure": expenditure, "plan_year": year, "carried_over": 0,
                         "planned": planned, "allocated": planned - 10, "disbursed": f"{planned * paid / 1000:.3f}"})
    rows.append({"as_of": day, "area_code": "51", "programme": "NTM", "project": "", "investor": "Sở Nông nghiệp", "budget": "local",
                 "expenditure": "capital", "plan_year": year, "carried_over": 1, "planned": "2000.5", "allocated": "", "disbursed": f"{1.5 * paid:.1f}"})
    return files.table(rows)


DAYS = (("2022-10-31", 2022, 300), ("2023-09-30", 2023, 500), ("2023-10-24", 2023, 620), ("2023-10-31", 2023, 700))


class Programmes(DatabaseTest):
    @classmethod
    def prepare(cls):
        for day, year, paid in DAYS:
            file = files.write(cls.service.folder / f"money-{day}.csv", money(day, year, paid))
            cls.service.import_file("disbursement", file)

    def made(self, form, day="2023-10-31", *words):
        path = self.service.folder / f"programmes-{day}.{form}"
        self.service.must("export", "programmes", "--round", day, "--format", form, "--output", path, *words)
        return path

    def lines(self, day, year):
        """Sums by programme, project, source and kind from the rows themselves; `_T` is a sum over a key."""
        found = {}
        for *keys, planned, allocated, disbursed in self.service.rows(
                "SELECT r.programme, r.project, r.budget, r.expenditure, COALESCE(r.planned, -1), COALESCE(r.allocated, -1), "
                f"COALESCE(r.disbursed, -1) FROM disbursement r WHERE r.as_of = '{day}' AND r.plan_year = {year}"):
            programme, project, budget, expenditure = keys
            project = project or "_Z"
            for key in {(programme, project, budget, expenditure), (programme, project, "_T", "_T") if project != "_Z" else None,
                        (programme, "_T", "_T", "_T"), ("_T",) * 4} - {None}:
                sums = found.setdefault(key, {})
                for name, value in (("planned", planned), ("allocated", allocated), ("disbursed", disbursed)):
                    if int(value) >= 0:
                        sums[name] = sums.get(name, 0) + int(value)
        return found

    def test_every_sum_by_sql_in_csv_json_and_sdmx(self):
        want = self.lines("2023-10-31", 2023)
        rows = list(csv.DictReader(self.made("csv").open(encoding="utf-8", newline="")))
        keys = ("programme", "project", "budget", "expenditure")
        self.assertEqual({tuple(row[key] for key in keys) for row in rows}, set(want))
        for row in rows:
            sums = want[tuple(row[key] for key in keys)]
            for name in ("planned", "allocated", "disbursed"):
                self.assertEqual(row[name], decimal(sums[name]) if name in sums else "", row)
            rate = hundredths(sums["disbursed"], sums["planned"])
            self.assertEqual(row["disbursement.rate"], f"{rate // 100}.{rate % 100:02}", row)
        table = json.loads(self.made("json").read_bytes())["tables"][0]["rows"]
        self.assertEqual({tuple(row[key] for key in keys): row["planned"] for row in table},
                         {key: float(decimal(sums["planned"])) for key, sums in want.items()})
        sdmx = list(csv.DictReader(io.StringIO(self.made("sdmx-csv").read_text(encoding="utf-8"))))
        self.assertEqual(list(sdmx[0])[:9], ["STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA", "PROGRAMME", "PROJECT",
                                             "BUDGET", "EXPENDITURE"])
        paid = {tuple(row[key.upper()] for key in keys): row["OBS_VALUE"] for row in sdmx if row["INDICATOR"] == "disbursed"}
        self.assertEqual(paid, {key: decimal(sums["disbursed"]) for key, sums in want.items()})
        self.assertEqual({(row["FREQ"], row["TIME_PERIOD"], row["STANDARD"]) for row in sdmx}, {("D", "2023-10-31", "_Z")})

    def test_it_is_compared_with_the_week_the_month_and_the_year_before(self):
        total = next(csv.DictReader(self.made("csv").open(encoding="utf-8", newline="")))
        now = self.lines("2023-10-31", 2023)["_T",  "_T", "_T", "_T"]
        for name, day, year in (("week", "2023-10-24", 2023), ("month", "2023-09-30", 2023), ("year", "2022-10-31", 2022)):
            then = self.lines(day, year)["_T", "_T", "_T", "_T"]
            points = 100 * now["disbursed"] / now["planned"] - 100 * then["disbursed"] / then["planned"]
            self.assertAlmostEqual(float(total[f"change_{name}"]), points, delta=0.0051)
        first = next(csv.DictReader(self.made("csv", "2022-10-31").open(encoding="utf-8", newline="")))
        self.assertEqual([first["change_week"], first["change_month"], first["change_year"]], ["", "", ""])

    def test_the_same_figures_in_the_workbook_and_on_paper(self):
        want = self.lines("2023-10-31", 2023)["_T", "_T", "_T", "_T"]
        total = next(row for row in sheet(self.made("xlsx")) if row.get(1, "").startswith("Tổng các chương trình"))
        self.assertAlmostEqual(float(total[2]) * MILLION, want["planned"], delta=0.5)
        self.assertAlmostEqual(float(total[4]) * MILLION, want["disbursed"], delta=0.5)
        text = subprocess.run(["pdftotext", "-layout", self.made("pdf"), "-"], check=True, capture_output=True, text=True).stdout
        self.assertIn(vietnamese(want["planned"] / MILLION, 1), text)
        self.assertIn("cùng kỳ năm trước", " ".join(text.split()))

    def test_a_day_without_figures_gives_no_empty_report(self):
        done = self.service.command("export", "programmes", "--round", "2021-06-30", "--format", "csv", "--output", self.service.folder / "no.csv")
        self.assertEqual((done.exit, (self.service.folder / "no.csv").exists()), (1, False))

    def test_it_comes_out_again_from_its_manifest(self):
        for form in ("xlsx", "pdf", "csv", "json", "sdmx-csv"):
            path = self.made(form)
            again = self.service.folder / f"again.{form}"
            self.service.must("export", "--manifest", f"{path}.manifest.json", "--output", again)
            self.assertEqual(again.read_bytes(), path.read_bytes(), form)


class Criteria(DatabaseTest):
    @classmethod
    def prepare(cls):
        units = list(csv.DictReader((paths.ETC / "areas" / "units.csv").open(encoding="utf-8")))
        there = [unit for unit in units if unit["valid_from"] <= "2023-12-31" and (not unit["valid_to"] or unit["valid_to"] >= "2023-12-31")]
        rural = {unit["code"] for unit in there if unit["kind"] == "xa"}
        cls.codes = sorted(code for code in communes() if code in rural)
        cls.rows_of = {}
        for n, code in enumerate(cls.codes[:-1]):
            marks = {f"c{i:02}": int((n + i) % 5 != 0) for i in range(1, 20)}
            cls.rows_of[code] = {"as_of": "2023-12-31", "commune_code": code, **marks, "recognition": "met" if n % 3 == 0 else "none"}
        cls.service.import_file("ntm-criteria", files.write(cls.service.folder / "ntm.csv", files.table(cls.rows_of.values())))

    def made(self, form):
        path = self.service.folder / f"ntm.{form}"
        done = self.service.must("export", "ntm", "--round", "2023", "--format", form, "--output", path)
        return path, done

    def test_each_mark_and_each_sum(self):
        path, done = self.made("csv")
        self.assertIn(f"missing 1: {self.codes[-1]}", done.err)
        rows = {row["area_code"]: row for row in csv.DictReader(path.open(encoding="utf-8", newline=""))}
        for code, given in self.rows_of.items():
            self.assertEqual({name: rows[code][name] for name in given if name.startswith("c") and name != "commune_code"},
                             {name: str(value) for name, value in given.items() if name.startswith("c") and name != "commune_code"}, code)
        whole = rows["51"]
        for i in range(1, 20):
            self.assertEqual(int(whole[f"c{i:02}"]), sum(given[f"c{i:02}"] for given in self.rows_of.values()))
        self.assertEqual((int(whole["communes"]), int(whole["recognised"])),
                         (len(self.rows_of), sum(given["recognition"] == "met" for given in self.rows_of.values())))
        districts = [row for row in rows.values() if row["level"] == "district"]
        self.assertEqual(sum(int(row["c01"]) for row in districts), int(whole["c01"]))

    def test_people_read_signs(self):
        path, _ = self.made("xlsx")
        first = self.codes[0]
        row = next(row for row in sheet(path) if row.get(1) == first)
        marks = [row.get(n) for n in range(3, 22)]
        self.assertEqual(marks, ["x" if self.rows_of[first][f"c{i:02}"] else "–" for i in range(1, 20)])


class OwnForm(DatabaseTest):
    """The office's workbook as the layout of table 1."""

    @classmethod
    def prepare(cls):
        cls.rules = cls.service.folder / "rules"
        shutil.copytree(paths.ETC, cls.rules, ignore=shutil.ignore_patterns("demo", "*.xlsx"))
        cls.service.set(rules_directory=cls.rules)
        prepare(cls.service, leave_out=("21025",))

    def made(self, name="table-1.xlsx", report="table-1"):
        path = self.service.folder / name
        self.service.must("export", report, "--round", "2023", "--format", "xlsx", "--partial", "--output", path)
        return path, json.loads(pathlib.Path(f"{path}.manifest.json").read_bytes())

    def blank(self):
        path = self.service.folder / "blank.xlsx"
        self.service.must("export", "table-1", "--round", "2023", "--blank-form", "--output", path)
        return path

    @staticmethod
    def edited(source, target, change):
        """A copy of a workbook with `change(name, text)` applied to each part."""
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, change(name, old.read(name).decode("utf-8")))

    def test_the_form_carries_the_same_figures_and_the_manifest_names_it(self):
        usual, manifest = self.made("usual.xlsx")
        self.assertIsNone(manifest["form"])
        place = self.rules / "reports" / "table-1.xlsx"
        self.edited(self.blank(), place, lambda name, text: text.replace("Times New Roman", "Liberation Serif"))
        try:
            own, manifest = self.made("own.xlsx")
            self.assertEqual(manifest["form"], "reports/table-1.xlsx")
            self.assertIn("reports/table-1.xlsx", manifest["rules"])
            figures = lambda path: {row[1]: row for row in sheet_of(path) if re.fullmatch(r"\d{2,5}", row.get(1, "")) and len(row) > 2}
            self.assertEqual(figures(own), figures(usual))
            self.assertGreater(len(figures(own)), 150)
            words = " ".join(cell for row in sheet_of(own) for cell in row.values())
            self.assertIn("thiếu: ", words)
            self.assertIn("Căn cứ: ", words)
            with zipfile.ZipFile(own) as book:
                self.assertIn("Liberation Serif", book.read("xl/styles.xml").decode())
                sheet1 = book.read("xl/worksheets/sheet1.xml").decode()
            merges = re.findall(r'<mergeCell ref="([^"]+)"', sheet1)
            self.assertIn(f'<mergeCells count="{len(merges)}">', sheet1)
            self.assertIn("A3:P3", merges)
            self.assertEqual(len(merges), len(set(merges)))
            again = self.service.folder / "again.xlsx"
            self.service.must("export", "--manifest", f"{own}.manifest.json", "--output", again)
            self.assertEqual(again.read_bytes(), own.read_bytes())
        finally:
            place.unlink()

    def test_a_form_with_other_columns_is_not_used_and_a_broken_one_is_refused(self):
        place = self.rules / "reports" / "table-1.xlsx"
        blank = self.blank()
        try:
            self.edited(blank, place, lambda name, text: text.replace('name="col_poor"', 'name="col_khac"'))
            self.assertIsNone(self.made()[1]["form"])
            self.edited(blank, place, lambda name, text: text.replace('name="notices"', 'name="ghichu"'))
            done = self.service.command("export", "table-1", "--round", "2023", "--format", "xlsx", "--partial", "--output", self.service.folder / "no.xlsx")
            self.assertEqual(done.exit, 1, done)
            self.assertIn("notices", done.err)
        finally:
            place.unlink()

    def test_who_an_official_file_is_for_stands_in_the_log(self):
        path = self.service.folder / "bo.csv"
        self.service.must("export", "table-1", "--round", "2023", "--format", "csv", "--partial", "--recipient", "Bộ Nông nghiệp và Môi trường",
                          "--output", path)
        said = self.service.rows("SELECT details FROM log WHERE action = 'report.export' ORDER BY seq DESC LIMIT 1")[0][0]
        self.assertIn("official to Bộ Nông nghiệp và Môi trường", said)


def sheet_of(path):
    """Rows of the first sheet, with the words of cells that hold them themselves."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        root = xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = ["".join(text.text or "" for text in one.iter(f"{space}t")) for one in xml.fromstring(book.read("xl/sharedStrings.xml"))]
    rows = []
    for row in root.iter(f"{space}row"):
        cells = {}
        for cell in row.iter(f"{space}c"):
            letters = re.match("[A-Z]+", cell.get("r")).group()
            number = 0
            for letter in letters:
                number = 26 * number + ord(letter) - 64
            value = cell.find(f"{space}v")
            if cell.get("t") == "inlineStr":
                cells[number] = "".join(text.text or "" for text in cell.iter(f"{space}t"))
            elif value is not None:
                cells[number] = shared[int(value.text)] if cell.get("t") == "s" else str(float(value.text))
        rows.append(cells)
    return rows
