"""Reports: the same figures in every format, made again from their manifest, kept from the public where they are small."""

import csv
import io
import json
import pathlib
import re
import subprocess
import xml.etree.ElementTree as xml
import zipfile

from support import DatabaseTest, Service, ServiceTest, files, paths

MEASURES = ["households", "persons", "poor", "near_poor", "average", "poor_persons", "near_poor_persons",
            "average_persons"]


def communes():
    """Code and district of every commune of Quảng Ngãi at the end of 2023; the district without communes is its own."""
    units = list(csv.DictReader((paths.ETC / "areas" / "units.csv").open(encoding="utf-8")))
    there = {unit["id"]: unit for unit in units
             if unit["valid_from"] <= "2023-12-31" and (not unit["valid_to"] or unit["valid_to"] >= "2023-12-31")}
    province = next(unit for unit in there.values() if unit["code"] == "51")
    districts = [unit for unit in there.values() if unit["parent_id"] == province["id"]]
    leaves = {}
    for district in districts:
        inside = [unit["code"] for unit in there.values() if unit["parent_id"] == district["id"]]
        for code in inside or [district["code"]]:
            leaves[code] = district["code"]
    return leaves


def counts(leaves, leave_out=()):
    """A row for each commune with figures that differ from commune to commune."""
    rows = []
    for n, code in enumerate(sorted(leaves)):
        if code in leave_out:
            continue
        poor, near, households = 1 + n * 37 % 190, 2 + n * 53 % 95, 900 + n * 71 % 1400
        rows.append({"area_code": code, "households": households, "households_minority": 250 + n, "persons": 4 * households,
                     "persons_minority": 200, "poor": poor, "poor_minority": poor // 3, "poor_persons": 4 * poor,
                     "near_poor": near, "near_poor_minority": near // 4, "near_poor_persons": 4 * near,
                     "average": n % 11, "average_persons": 4 * (n % 11)})
    return rows


BENCHMARKS = files.table([
    {"indicator": "poverty.rate", "scope": scope, "period": "2023", "value": value,
     "source": "Quyết định 134/QĐ-BLĐTBXH ngày 31/01/2024", "provisional": 0}
    for scope, value in (("VN", "2.93"), ("BTBDHMT", "3.83"))])


def prepare(service, leave_out=()):
    listed = files.write(service.folder / "counts.csv", files.table(counts(communes(), leave_out)))
    service.import_file("counts", listed, "2023")
    service.import_file("benchmarks", files.write(service.folder / "benchmarks.csv", BENCHMARKS))


def sheet(path):
    """Rows of the first sheet of a workbook as {column number: text}."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = ["".join(text.text or "" for text in one.iter(f"{{{space['m']}}}t"))
                      for one in xml.fromstring(book.read("xl/sharedStrings.xml"))]
        root = xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in root.iterfind(".//m:row", space):
        cells = {}
        for cell in row.iterfind("m:c", space):
            value = cell.find("m:v", space)
            if value is None:
                continue
            letters = re.match("[A-Z]+", cell.get("r")).group()
            number = 0
            for letter in letters:
                number = 26 * number + ord(letter) - 64
            cells[number] = shared[int(value.text)] if cell.get("t") == "s" else value.text
        rows.append(cells)
    return rows


def vietnamese(number, decimals=0):
    return f"{number:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")


class Tables(DatabaseTest):
    """Table 1 of a full round, against SQL over the facts that knows nothing of the program's own sums."""

    @classmethod
    def prepare(cls):
        prepare(cls.service)
        cls.leaves = communes()
        facts = {}
        for code, measure, value in cls.service.rows(
                "SELECT a.code, m.name, f.value FROM pointer p JOIN fact f ON f.upload_id = p.upload_id AND "
                "f.area_id = p.area_id JOIN area a ON a.id = f.area_id JOIN measure m ON m.number = f.measure "
                "WHERE p.kind = 'counts' AND p.period = '2023'"):
            facts.setdefault(code, {})[measure] = int(value)
        cls.expected = {}
        for code in [*cls.leaves, *set(cls.leaves.values()), "51"]:
            parts = [leaf for leaf, district in cls.leaves.items() if code in (leaf, district, "51")]
            cls.expected[code] = {name: sum(facts[part][name] for part in parts) for name in MEASURES}

    def made(self, report, form, *words, name=None):
        path = self.service.folder / (name or f"{report}.{form}")
        done = self.service.must("export", report, "--round", "2023", "--format", form, "--output", path, *words)
        self.release = done.out.strip()
        return path

    def test_csv_agrees_cell_by_cell_and_totals_foot(self):
        rows = list(csv.DictReader(self.made("table-1", "csv").open(encoding="utf-8", newline="")))
        self.assertEqual(list(rows[0])[:5], ["area_code", "area", "level", "households", "persons"])
        self.assertEqual({row["area_code"] for row in rows}, set(self.expected))
        for row in rows:
            sums = self.expected[row["area_code"]]
            self.assertEqual({name: int(row[name]) for name in MEASURES}, sums, row["area_code"])
            # A rate is rounded once, half away from zero, from whole numbers.
            hundredths = (sums["poor"] * 20000 + sums["households"]) // (2 * sums["households"])
            self.assertEqual(row["poverty.rate"], f"{hundredths // 100}.{hundredths % 100:02}")

    def test_json_and_sdmx_and_dhis2_carry_the_same_figures(self):
        table = json.loads(self.made("table-1", "json").read_bytes())["tables"][0]
        self.assertEqual({row["area_code"]: {name: row[name] for name in MEASURES} for row in table["rows"]}, self.expected)
        sdmx = self.made("table-1", "sdmx-csv").read_text(encoding="utf-8")
        self.assertEqual(sdmx.splitlines()[0].split(",")[:3], ["STRUCTURE", "STRUCTURE_ID", "ACTION"])
        seen = {}
        for row in csv.DictReader(io.StringIO(sdmx)):
            self.assertEqual((row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"], row["TIME_PERIOD"]),
                             ("dataflow", "RASOAT:TABLE_1(1.0)", "I", "2023"))
            if row["INDICATOR"] in MEASURES:
                seen.setdefault(row["REF_AREA"], {})[row["INDICATOR"]] = int(row["OBS_VALUE"])
        self.assertEqual(seen, self.expected)
        values = json.loads(self.made("table-1", "dhis2").read_bytes())["dataValues"]
        poor = {value["orgUnit"]: value["value"] for value in values if value["dataElement"] == "TABLE_1.POOR"}
        self.assertEqual(poor, {code: str(sums["poor"]) for code, sums in self.expected.items()})
        self.assertEqual({value["period"] for value in values}, {"2023"})

    def test_workbook_and_pdf_carry_the_same_figures(self):
        rows = {row[1]: row for row in sheet(self.made("table-1", "xlsx")) if row.get(1) in self.expected and 3 in row}
        self.assertEqual(set(rows), set(self.expected))
        for code, sums in self.expected.items():
            self.assertEqual([int(rows[code][3]), int(rows[code][4]), int(rows[code][5])],
                             [sums["households"], sums["persons"], sums["poor"]], code)
        text = subprocess.run(["pdftotext", "-layout", self.made("table-1", "pdf"), "-"], check=True, capture_output=True,
                              text=True).stdout
        for code, sums in self.expected.items():
            line = next((line for line in text.splitlines() if re.match(rf"\s*{code}\s.*\d", line)), None)
            self.assertIsNotNone(line, code)
            for name in ("households", "persons", "poor"):
                self.assertIn(vietnamese(sums[name]), line.split(), (code, name))

    def test_every_file_has_a_manifest_and_comes_out_again_elsewhere(self):
        other = Service()
        self.addCleanup(other.remove)
        other.migrate()
        prepare(other)
        for report, forms in (("table-1", ("xlsx", "pdf", "csv", "json", "sdmx-csv", "dhis2")),
                              ("ranking", ("xlsx", "pdf")), ("brief", ("pdf", "docx", "json"))):
            for form in forms:
                path = self.made(report, form)
                manifest = json.loads(pathlib.Path(f"{path}.manifest.json").read_bytes())
                self.assertEqual(manifest["release"], self.release)
                again = other.folder / path.name
                other.must("export", "--manifest", f"{path}.manifest.json", "--output", again)
                self.assertEqual(again.read_bytes(), path.read_bytes(), path.name)
                said = json.loads(pathlib.Path(f"{again}.manifest.json").read_bytes())["made_again"]
                self.assertEqual((said["same_bytes"], said["same_software"], said["rules_changed"]), (True, True, []))

    def test_a_csv_has_its_metadata_beside_it(self):
        path = self.made("table-1", "csv", name="bieu-1.csv")
        metadata = json.loads(path.with_name("bieu-1.csv-metadata.json").read_bytes())
        self.assertEqual(metadata["url"], "bieu-1.csv")
        with path.open(encoding="utf-8", newline="") as file:
            self.assertEqual([column["name"] for column in metadata["tableSchema"]["columns"]], next(csv.reader(file)))

    def test_the_public_sees_no_small_count(self):
        rows = list(csv.DictReader(self.made("table-1", "csv", "--audience", "public", name="open.csv").open(encoding="utf-8")))
        shown = {row["area_code"]: row["poor"] for row in rows}
        small = {code for code in self.leaves if 0 < self.expected[code]["poor"] < 5}
        self.assertTrue(small)
        for code in small:
            self.assertEqual(shown[code], "", code)
        self.assertEqual(shown["51"], str(self.expected["51"]["poor"]))
        # A rate with its households would give the count away.
        for row in rows:
            self.assertEqual(row["poor"] == "", row["poverty.rate"] == "", row["area_code"])

    def test_what_is_asked_wrongly_is_refused_with_its_status(self):
        for words, status in ((("table-99", "--round", "2023", "--format", "csv"), 1),
                              (("table-1", "--round", "1999", "--format", "csv"), 1),
                              (("table-1", "--round", "2021", "--format", "csv"), 1),
                              (("table-1", "--round", "2023", "--format", "docx"), 1),
                              (("table-1", "--round", "2023", "--format", "png"), 2),
                              (("table-1", "--format", "csv"), 2),
                              (("table-1", "--round", "2023", "--release", "nowhere", "--format", "csv"), 1)):
            done = self.service.command("export", *words, "--output", self.service.folder / "no.csv")
            self.assertEqual((done.exit, done.out), (status, ""), words)
        self.assertFalse((self.service.folder / "no.csv").exists())
        done = self.service.command("export", "table-1", "--round", "2023", "--format", "csv", "--output", "/dev/full/x")
        self.assertEqual(done.exit, 3)

    def test_a_full_disk_leaves_no_half_file(self):
        """/dev/full takes no byte; the limit on file size stands for a disk that fills up on the way."""
        path = self.service.folder / "half.xlsx"
        done = subprocess.run(["bash", "-c", f"ulimit -f 4; exec {paths.BINARY} export table-1 --round 2023 --format xlsx "
                               f"--output {path} --config {self.service.config}"], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertFalse(path.exists())
        self.assertEqual([one.name for one in self.service.folder.iterdir() if one.name.startswith(".half")], [])


class Missing(DatabaseTest):
    @classmethod
    def prepare(cls):
        prepare(cls.service, leave_out=("21025",))

    def test_who_is_missing_stands_on_page_one_and_is_listed(self):
        path = self.service.folder / "t.pdf"
        done = self.service.must("export", "table-1", "--round", "2023", "--format", "pdf", "--output", path)
        self.assertIn("missing 1: 21025", done.err)
        first = subprocess.run(["pdftotext", "-l", "1", path, "-"], check=True, capture_output=True, text=True).stdout
        self.assertRegex(" ".join(first.split()), r"\d+/\d+ đơn vị có đủ số liệu, thiếu: ")
        self.assertEqual(json.loads(pathlib.Path(f"{path}.manifest.json").read_bytes())["missing"], ["21025"])


class OverHttp(ServiceTest):
    accounts = {"reporter": ("reporter", "-"), "manager": ("manager", "-"), "officer": ("officer", "51")}

    @classmethod
    def prepare(cls):
        prepare(cls.service)

    def test_a_report_names_its_release_and_hash_and_is_recorded(self):
        answer = self.client("manager").get("/reports/table-1", round="2023", format="csv")
        self.assertEqual(answer.status, 200, answer)
        self.assertTrue(answer.headers["X-Rasoat-Release"].startswith("auto-"))
        newest = self.client("reporter").get("/exports").json["items"][0]
        self.assertEqual((newest["asked_by"], newest["schedule"], newest["state"]), ("manager", None, "done"))
        self.assertEqual(newest["files"][0]["sha256"], answer.headers["X-Rasoat-Sha256"])
        again = self.client("reporter").get(f"/exports/{newest['id']}/files/0/content")
        self.assertEqual(again.body, answer.body)

    def test_an_officer_makes_no_report(self):
        self.assertProblem(self.client("officer").get("/reports/table-1", round="2023", format="csv"), 403)
        self.assertProblem(self.client("officer").get("/exports"), 403)
