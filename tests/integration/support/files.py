"""Officers' files for tests: small tables made from values, and the fixtures of tests/data."""

import csv
import io
import pathlib

from .paths import DATA


def write(path, content):
    path = pathlib.Path(path)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def secret(path, content):
    """A file that only its owner may read."""
    path = pathlib.Path(path)
    path.touch(mode=0o600)
    path.chmod(0o600)
    return write(path, content)


def data(name):
    return DATA / name


def table(rows, columns=None):
    """CSV of dictionaries; columns in the order in which they first appear."""
    columns = columns or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def household(commune, code, declared="poor", **more):
    """One household of standard 2022-2025 that the standard itself would put into the class declared."""
    scores = {"poor": ("130", "1;2;3"), "near_poor": ("130", "1")}.get(declared, ("160", "0"))
    return {"commune_code": commune, "village": "Thôn 1", "household_code": code, "head_name": "Nguyễn Văn A",
            "head_id_number": "", "birth_year": 1970, "gender": "Nam", "ethnicity": "Kinh", "members": 4,
            "setting": "rural", "b1_score": scores[0], "b2_score": {"poor": "30", "near_poor": "10"}.get(declared, "0"),
            "deprivations": scores[1], "class": declared, **more}


def households(commune, poor, near_poor=0, village="Thôn 1", **more):
    """So many households of one commune."""
    return ([household(commune, f"P{n:05}", "poor", village=village, **more) for n in range(poor)]
            + [household(commune, f"N{n:05}", "near_poor", village=village, **more) for n in range(near_poor)])
