"""Workbooks made to do harm: refused or rejected in words and at once, with nothing kept; commands never come back to run."""

import io
import time
import zipfile

import openpyxl

from support import ServiceTest, books

HEAD = ["commune_code", "village", "household_code", "head_name", "ethnicity", "members", "b1_score", "deprivations", "class"]
GOOD = ["21115", "Thôn 1", "H1", "Hồ Văn An", "Cor", 4, 120, "1;3;4", "poor"]


def good(rows=(GOOD,)):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "households"
    for row in (HEAD, *rows):
        sheet.append(row)
    return books.saved(book)


def changed(content, name, change):
    """The archive with one part changed by a function of its bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><worksheet><sheetData>&j;</sheetData></worksheet>")


class HostileBooks(ServiceTest):
    accounts = {"officer": ("officer", "525")}

    def send(self, content):
        began = time.monotonic()
        answer = self.client("officer").upload("households", content, "2023")
        self.assertLess(time.monotonic() - began, 30)
        return answer

    def assertStopped(self, content):
        """Refused as no upload, or rejected with an error in words; no row of it stays."""
        answer = self.send(content)
        if answer.status == 415:
            self.assertProblem(answer, 415)
        else:
            self.assertEqual((answer.status, answer.json["state"]), (201, "rejected"), answer)
            self.assertTrue(answer.json["findings"][0]["message"]["vi"])
        self.assertEqual([self.service.count(table) for table in ("household", "fact", "pointer")], [0, 0, 0])
        self.assertEqual(self.client().get("/healthz").status, 200)

    def test_bombs_and_broken_parts(self):
        whole = good()
        for name, content in {
            "a gigabyte of blanks": changed(whole, SHEET, lambda data: data.replace(b"<sheetData>", b" " * 300_000_000 + b"<sheetData>")),
            "billion laughs": changed(whole, SHEET, lambda _: LAUGHS),
            "a tree without end": changed(whole, SHEET, lambda _: b"<worksheet>" + b"<x>" * 1_000_000),
            "malformed": changed(whole, SHEET, lambda data: data.replace(b"</row>", b"</raw>", 1)),
            "a row of a hundred million": changed(whole, SHEET, lambda data: data.replace(b'r="2"', b'r="100000000"')),
            "strings that are not there": changed(whole, SHEET, lambda data: data.replace(
                b't="inlineStr"><is><t>commune_code</t></is>', b't="s"><v>7</v>')),
            "an archive in an archive": changed(whole, SHEET, lambda _: whole),
            "cut": whole[:-100],
        }.items():
            with self.subTest(name):
                self.assertStopped(content)
        with self.subTest("an archive of archives"):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                archive.writestr("inner.xlsx", whole)
            self.assertStopped(out.getvalue())

    def test_size_that_is_only_said(self):
        """The dimension of a sheet is a claim, not a size."""
        content = changed(good(), SHEET, lambda data: data.replace(b'<dimension ref="A1:I2"', b'<dimension ref="A1:XFD100000000"'))
        answer = self.send(content)
        self.assertEqual((answer.status, answer.json["state"], answer.json["rows"]), (201, "checked", 1), answer)
        self.service.rows("DELETE FROM household")
        self.service.rows("DELETE FROM fact")

    def test_commands_are_stopped_and_never_written_back_to_run(self):
        command = "=cmd|'/C calc'!A0"
        answer = self.send(good([GOOD[:3] + [command] + GOOD[4:], GOOD[:2] + ["H2"] + GOOD[3:]]))
        self.assertEqual((answer.json["state"], [f["code"] for f in answer.json["findings"]]), ("rejected", ["E-FORMULA"]), answer)
        upload = answer.json["id"]
        marked = self.client("officer").get(f"/uploads/{upload}/marked")
        for sheet in books.book(marked.body).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertFalse(cell.data_type == "f" and "cmd" in str(cell.value), cell.coordinate)
        for line in self.client("officer").get(f"/uploads/{upload}/findings", format="csv").text.splitlines():
            for cell in line.split(","):
                self.assertNotIn(cell.strip('"')[:1], ("=", "+", "@"), line)
        listed = self.client("officer").get(f"/uploads/{upload}/findings", format="xlsx")
        for row in books.book(listed.body).active.iter_rows():
            self.assertTrue(all(cell.data_type != "f" for cell in row))
