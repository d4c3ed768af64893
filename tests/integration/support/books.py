"""Workbooks as officers' programs write and show them: LibreOffice without a window, openpyxl to look inside."""

import io
import pathlib
import shutil
import subprocess
import tempfile

import openpyxl


def opened_and_saved(content, ending="xlsx"):
    """The bytes of a workbook after LibreOffice has opened it, calculated it and saved it as `ending`."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rasoat-office-", dir="/tmp"))
    try:
        (folder / "in.xlsx").write_bytes(content)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
                        "--convert-to", ending, "--outdir", folder / "out", folder / "in.xlsx"],
                       check=True, capture_output=True, timeout=240)
        return (folder / "out" / f"in.{ending}").read_bytes()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def book(content, values=False):
    """The workbook to look into; with `values` what formulas last gave instead of the formulas."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def saved(workbook):
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def columns(sheet, row=1):
    """{heading: column number} of a sheet's header."""
    return {cell.value: cell.column for cell in sheet[row] if cell.value is not None}


def fill(sheet, rows, first=2, header=1):
    """Writes dictionaries by heading from row `first` on."""
    at = columns(sheet, header)
    for number, row in enumerate(rows, first):
        for heading, value in row.items():
            sheet.cell(number, at[heading]).value = value
