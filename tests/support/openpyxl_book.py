"""openpyxl_book.py CSV XLSX: the table of a CSV file as a workbook by openpyxl. Cells that look like numbers are numbers,
ISO days are days, all else is text."""

import csv
import datetime
import re
import sys

import openpyxl


def value(text):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return datetime.date.fromisoformat(text)
    if re.fullmatch(r"(0|[1-9]\d{0,14})", text):
        return int(text)
    return text or None


book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("households")
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.reader(file):
        sheet.append([value(text) for text in row])
book.save(sys.argv[2])
