"""The country's units as the service reads them, for tests that need all communes of a district."""

import csv
import functools

from .paths import ETC


@functools.cache
def units():
    with open(ETC / "areas" / "units.csv", encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def unit(code, day):
    """The unit with this code on a day; of two the lower one."""
    found = [row for row in units().values() if row["code"] == code and row["valid_from"] <= day
             and (not row["valid_to"] or row["valid_to"] >= day)]
    return found[-1]


def below(code, level, day):
    """Codes of the units of a level within another on a day, ordered."""
    top = unit(code, day)["id"]
    codes = []
    for row in units().values():
        if row["level"] != level or row["valid_from"] > day or (row["valid_to"] and row["valid_to"] < day):
            continue
        above = row
        while above["parent_id"] and above["id"] != top:
            above = units()[above["parent_id"]]
        if above["id"] == top:
            codes.append(row["code"])
    return sorted(codes)


def leaves(code, day):
    """Communes, and districts that have none (Lý Sơn)."""
    districts = below(code, "district", day)
    return below(code, "commune", day) + [d for d in districts if not below(d, "commune", day)]
