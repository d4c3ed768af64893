"""A thousand planted names and ID numbers: in no dump, no file of the data folder, no log, no metric, once the lists are in."""

import re
import subprocess
import unittest
import urllib.parse

from support import ServiceTest, files

FAMILIES = ["Zịnh", "Zương", "Ywỳnh", "Wưởng", "Fạm"]  # letters no Vietnamese name has, so that a hit is a hit


def name(n):
    return f"{FAMILIES[n % 5]} Jăng Zoắt {n:04}"


def id_number(n):
    return f"0519{n:04}7731"


class Planted(ServiceTest):
    accounts = {"officer": ("officer", "524"), "reviewer": ("reviewer", "524"), "admin": ("admin", "-"), "manager": ("manager", "-"),
                "reporter": ("reporter", "-")}

    def rows(self, first, last, **more):
        rows = files.households("21046", last - first)
        for n, row in enumerate(rows, first):
            row.update(head_name=name(n), head_id_number=id_number(n), household_code=f"P{n:05}", **more)
        return rows

    def test_none_is_found_anywhere(self):
        officer = self.client("officer")
        good = officer.upload("households", files.table(self.rows(0, 700)), "2023")
        self.assertEqual((good.status, good.json["state"]), (201, "checked"), good)
        # Rejected: every row has a fault of a personal column, and one of another.
        bad = officer.upload("households", files.table(self.rows(700, 1000, birth_year="unknown")).replace("7731", "773X" * 60), "2023")
        self.assertEqual((bad.status, bad.json["state"]), (201, "rejected"), bad)
        cut = officer.upload("households", files.table(self.rows(0, 1000))[:-40] + '"', "2022")
        self.assertIn(cut.status, (201, 415))
        # Whatever reads or moves them.
        for upload in (good, bad):
            for part in ("", "/findings?format=csv", "/findings?format=xlsx", "/marked", "/households", "/changes"):
                officer.get(f"/uploads/{upload.json['id']}{part}")
                self.client("admin").get(f"/uploads/{upload.json['id']}{part}")
        found = officer.post("/households/search", {"id_number": id_number(5)})
        self.assertEqual([row["head_name"] for row in found.json["items"]], [name(5)])
        officer.get("/uploads/" + urllib.parse.quote(name(1)))
        officer.get("/uploads", round=id_number(1))
        officer.call("GET", f"/areas/{id_number(2)}", headers={"X-Name": "x", "User-Agent": id_number(3)})
        self.client().post("/session", {"user": id_number(4), "password": id_number(4)})
        officer.post(f"/uploads/{good.json['id']}/submit")
        self.assertEqual(self.client("reviewer").post(f"/uploads/{good.json['id']}/approve").status, 200)
        self.client("manager").get("/rankings", indicator="poverty.rate", round="2023", within="524", level="commune")
        self.client("reporter").get("/reports/table-2", round="2023", format="csv", partial=1)
        metrics = self.client("admin").get("/metrics").body
        log = self.client("admin").get("/log", limit=1000).body
        self.service.command("doctor", "--format", "json")
        self.service.stop()
        self.service.kill()
        # The search itself finds what is there.
        self.assertTrue(self.found_in(name(3).encode()))
        self.assertTrue(self.found_in(id_number(4).encode("utf-16-le")))
        self.none_in("metrics", [metrics])
        self.none_in("audit trail", [log])
        self.none_in("service log", [self.service.log().encode()])
        self.none_in("dump", [self.dump()])
        self.none_in("data folder", self.pieces(path for path in self.service.folder.rglob("*") if path.is_file()))
        self.none_in("database folder", self.pieces(self.database_files()))

    def none_in(self, place, contents):
        size = 0
        for content in contents:
            size += len(content)
            self.assertEqual(self.found_in(content)[:3], [], place)
        self.assertGreater(size, 100, place)

    def dump(self):
        return subprocess.run(["mariadb-dump", "--no-defaults", f"--socket={self.service.server.socket}", "--user=root", self.service.schema],
                              check=True, capture_output=True, timeout=120).stdout

    @staticmethod
    def pieces(paths):
        """Files in pieces of some megabytes that overlap, so that the test itself stays small."""
        for path in paths:
            with open(path, "rb") as file:
                before = b""
                while piece := file.read(4 << 20):
                    yield before + piece
                    before = piece[-200:]

    def database_files(self):
        """The files of the server as they lie on disk: tables, undo, redo, temporary ones."""
        folder = self.service.server.folder
        tables = folder / "db" if (folder / "db").is_dir() else folder
        return [path for path in sorted(tables.rglob("*"))
                if path.is_file() and (path.parent.name == self.service.schema or path.name.startswith(("ib", "undo", "aria")))]

    @staticmethod
    def found_in(content):
        """Planted names and numbers in any of the ways a text is written down: one look for what they share."""
        hits = []
        for code in ("utf-8", "utf-16-le"):
            at = content.find("Jăng Zoắt".encode(code))
            if at >= 0:
                hits.append(content[max(0, at - 20):at + 40])
            digit = b"[0-9]" + b"\0" * (code == "utf-16-le")
            hits += re.findall(re.escape("05190".encode(code)) + digit * 3 + re.escape("773".encode(code)), content)
        return hits


if __name__ == "__main__":
    unittest.main()
