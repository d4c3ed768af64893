"""Forms: filled in, opened and saved by LibreOffice, they upload cleanly; Excel's own checks say what the service would."""

import datetime
import json

from support import ServiceTest, books, paths

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = ("households", "counts", "disbursement", "results", "ntm-criteria", "targets", "benchmarks")


def household(unit, code, **more):
    return {"Mã xã": unit, "Thôn": "Thôn 1", "Mã hộ": code, "Họ và tên chủ hộ": "Nguyễn Văn A", "Dân tộc": "Kinh",
            "Số nhân khẩu": 4, "Điểm B1": 130, "Các chỉ số thiếu hụt": "1;2;3", "Phân loại hộ": "hộ nghèo", **more}


class Templates(ServiceTest):
    accounts = {"district": ("officer", "525"), "commune": ("officer", "21115"), "manager": ("manager", "-"), "admin": ("admin", "-")}

    def form(self, kind, user="district", **query):
        answer = self.client(user).get(f"/templates/{kind}.xlsx", **query)
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(answer.headers["Content-Type"], XLSX)
        return answer.body

    def headings(self):
        """The first heading of every column, by name."""
        return {column["name"]: column["headings"][0] for column in self.columns("households")}

    def columns(self, kind):
        return json.loads((paths.ETC / "columns.json").read_text(encoding="utf-8"))[kind]

    def lists(self, book):
        """{heading: words of its drop-down} of the first sheet."""
        sheet = book.worksheets[0]
        names = {number: heading for heading, number in books.columns(sheet).items()}
        found = {}
        for rule in sheet.data_validations.dataValidation:
            if rule.type != "list":
                continue
            place, cells = rule.formula1.split("!")
            words = [cell.value for row in book[place.strip("'")][cells.replace("$", "")] for cell in row]
            found[names[min(area.min_col for area in rule.sqref.ranges)]] = words
        return found

    def test_every_kind_has_its_form(self):
        for kind in KINDS:
            with self.subTest(kind):
                book = books.book(self.form(kind))
                sheet = book.worksheets[0]
                self.assertEqual(sheet.title, kind)
                known = {column["headings"][0]: column for column in self.columns(kind)}
                lists = self.lists(book)
                for heading, number in books.columns(sheet).items():
                    if heading.endswith("(rasoat)"):
                        continue
                    self.assertIn(heading, known)
                    self.assertTrue(sheet.cell(1, number).protection.locked)
                    self.assertTrue(sheet.cell(1, number).comment.text)
                    column = known[heading]
                    if column["type"] == "choice":
                        offered = {column["words"].get(word.lower()) for word in lists[heading]}  # each is read back, none is missing
                        self.assertEqual(offered, set(column["words"].values()))
                    elif column["type"] == "flag":
                        self.assertEqual(lists[heading], [1, 0])
                    elif column["type"] == "area_code" or column["name"] in ("programme", "scope"):
                        self.assertTrue(lists[heading], heading)
                for column in known.values():
                    if column.get("required") and not (kind == "ntm-criteria" and column["name"].startswith("c")):
                        self.assertIn(column["headings"][0], books.columns(sheet))
                self.assertTrue(sheet.protection.sheet)
                self.assertEqual(sheet.freeze_panes, "A2")
                for rule in sheet.data_validations.dataValidation:
                    self.assertTrue(rule.prompt and len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32)
        self.assertEqual(self.form("counts"), self.form("counts"))
        self.assertProblem(self.client("district").get("/templates/cats.xlsx"), 404, "template-unknown")
        self.assertProblem(self.client("district").get("/templates/counts.xlsx", round="1999"), 422, "round-unknown")
        self.assertEqual(self.client().get("/templates/counts.xlsx").status, 401)

    def test_units_are_the_callers_on_the_day_of_the_round(self):
        units = self.lists(books.book(self.form("households", "commune", round="2023")))["Mã xã"]
        # The commune of today was made of these three.
        self.assertEqual(units, ["21115 - Thị trấn Trà Xuân", "21121 - Xã Trà Thủy", "21139 - Xã Trà Sơn"])
        units = self.lists(books.book(self.form("households", round="2023")))["Mã xã"]
        self.assertEqual(len(units), 16)  # communes of Trà Bồng until 2025
        units = self.lists(books.book(self.form("households", round="2026")))["Mã xã"]
        self.assertTrue(units and "21115 - Xã Trà Bồng" in units, units)
        self.assertLess(len(units), 16)
        sheet = books.book(self.form("counts", round="2023")).worksheets[0]
        self.assertEqual([sheet.cell(row, 1).value[:5] for row in range(2, 4)], ["21115", "21118"])

    def test_filled_saved_and_sent(self):
        book = books.book(self.form("households", round="2023"))
        sheet = book.worksheets[0]
        unit = self.lists(book)["Mã xã"][0]
        name = self.headings()
        setting = name["setting"]
        rows = [household(unit, f"H{n:03}") for n in range(1, 31)]
        rows[3].update({"Phân loại hộ": "hộ cận nghèo"})  # scores say poor
        rows[6].update({"Điểm B1": 200, "Phân loại hộ": "hộ không nghèo", "Các chỉ số thiếu hụt": "0"})
        rows[8].update({"Các chỉ số thiếu hụt": "4", "Phân loại hộ": "hộ cận nghèo"})
        rows[9].update({setting: "nông thôn", "Điểm B1": 150, "Phân loại hộ": "hộ không nghèo"})
        books.fill(sheet, rows)
        content = books.opened_and_saved(books.saved(book))
        shown = books.book(content, values=True).worksheets[0]
        at = books.columns(shown)
        said = {row: shown.cell(row, at["Phân loại theo điểm (rasoat)"]).value for row in range(2, 32)}
        self.assertEqual({row: text for row, text in said.items() if text}, {5: "Theo điểm B1, B2: hộ nghèo"})
        self.assertFalse([row for row in range(2, 40) if shown.cell(row, at["Trùng hộ (rasoat)"]).value])
        answer = self.client("district").upload("households", content, "2023")
        self.assertEqual((answer.status, answer.json["state"], answer.json["rows"], answer.json["errors"]), (201, "checked", 30, 0), answer)
        # Besides the one class the list says nothing that the officer would have to read twice.
        self.assertEqual([(f["code"], f["row"]) for f in answer.json["findings"]], [("W-CLASS", 5)])

    def test_repeats_are_seen_in_the_form(self):
        book = books.book(self.form("households", round="2023"))
        unit = self.lists(book)["Mã xã"][0]
        rows = [household(unit, code) for code in ("A1", "A2", "A1", "A1")]
        rows[3]["Thôn"] = "Thôn 2"
        books.fill(book.worksheets[0], rows)
        shown = books.book(books.opened_and_saved(books.saved(book)), values=True).worksheets[0]
        at = books.columns(shown)["Trùng hộ (rasoat)"]
        self.assertEqual([shown.cell(row, at).value or "" for row in range(2, 7)], ["", "", "Trùng với dòng 2", "", ""])

    def test_other_kinds_upload_cleanly(self):
        counts = books.book(self.form("counts", round="2023"))
        sheet = counts.worksheets[0]
        at = books.columns(sheet)
        for row in range(2, 2 + 16):
            self.assertTrue(sheet.cell(row, 1).value, row)
            for column in self.columns("counts")[1:]:
                if column.get("required"):
                    sheet.cell(row, at[column["headings"][0]]).value = 100
        answer = self.client("district").upload("counts", books.opened_and_saved(books.saved(counts)), "2023")
        self.assertEqual((answer.status, answer.json["state"], answer.json["rows"]), (201, "checked", 16), answer)

        money = books.book(self.form("disbursement"))
        sheet = money.worksheets[0]
        lists = self.lists(money)
        row = {}
        for column in self.columns("disbursement"):
            heading = column["headings"][0]
            if heading in lists:
                row[heading] = lists[heading][0]
        row |= {"Tính đến ngày": datetime.date(2026, 9, 30), "Năm kế hoạch": 2026, "Kế hoạch vốn": 1000.5, "Đã phân bổ": 900,
                "Giải ngân": 700.25, "Chương trình": "CTMTQG", "Vốn kéo dài": 0}
        books.fill(sheet, [row])
        answer = self.client("district").upload("disbursement", books.opened_and_saved(books.saved(money)))
        self.assertEqual((answer.status, answer.json["state"], answer.json["rows"]), (201, "checked", 1), answer)
