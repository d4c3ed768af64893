"""Who may include whom is the USES line of each room in CMakeLists.txt (transitively, as CMake passes it on)."""

import os
import re
import unittest

import tree


def rooms():
    found = {}
    for name, body in re.findall(r"^rasoat_room\((\w+)(.*?)\)$", tree.read("CMakeLists.txt"), re.S | re.M):
        uses = re.search(r"\bUSES\s+([\w\s]*?)(?=\b(?:LIBS|FILES)\b|$)", body)
        listed = re.search(r"\bFILES\s+(.*)", body, re.S)
        found[name] = (set(uses[1].split()) if uses else set(), listed[1].split())
    return found


# What the design's table lets each room include; the USES line may say less, never more.
DESIGN = {
    "domain": set(),
    "config": {"domain"},
    "ingest": {"domain"},
    "store": {"domain"},
    "export": {"domain"},
    "access": {"domain"},
    "flow": {"domain", "config", "ingest", "store", "export", "access"},
    "http": {"domain", "config", "access", "store", "export", "flow"},
    "schedule": {"domain", "store", "flow"},
    "app": {"domain", "config", "ingest", "store", "export", "access", "flow", "http", "schedule"},
}
LIBRARIES = {  # Each library has one room, or the few named.
    r"cppconn/|mysql_": {"store"},
    r"boost/": set(),
    r"sodium": {"access", "export"},
    r"Poco/Net/": {"http"},
    r"Poco/JSON/": {"config", "http"},
    r"Poco/Data": set(),
    r"unicode/": {"ingest"},
    r"expat": {"ingest"},
    r"pugixml": {"ingest"},
    r"xlsxwriter": {"export"},
    r"cairo|pango": {"export"},
    r"curl/": {"flow"},
}


class Includes(tree.House):
    def test_the_uses_lines_are_the_designs(self):
        for room, (uses, _) in rooms().items():
            self.assertIn(room, DESIGN)
            self.assertEqual(set(), uses - DESIGN[room], f"{room} uses more than the design allows")

    def test_each_include_of_a_room_is_in_its_uses_line(self):
        known = rooms()
        seen = 0
        for name, text in tree.sources(".h", ".cpp").items():
            room = name.split("/")[1]
            for other in re.findall(r'^\s*#\s*include\s+"([^"/]+)/', text, re.M):
                seen += 1
                self.assertIn(other, known[room][0] | {room}, f"{name} includes {other}/")
        self.assertGreater(seen, 200)

    def test_own_headers_are_named_from_the_room_down(self):
        for name, text in tree.sources(".h", ".cpp").items():
            for header in re.findall(r'^\s*#\s*include\s+"([^"]+)"', text, re.M):
                self.assertRegex(header, r"^[a-z]+/[a-z0-9_./]+\.h$", f"in {name}")

    def test_each_library_stays_in_its_room(self):
        for name, text in tree.sources(".h", ".cpp").items():
            room = name.split("/")[1]
            for header in re.findall(r"^\s*#\s*include\s+<([^>]+)>", text, re.M):
                for pattern, allowed in LIBRARIES.items():
                    if re.match(pattern, header):
                        self.assertIn(room, allowed, f"{name} includes <{header}>")

    def test_every_source_is_built(self):
        listed = {f"src/{room}/{file}" for room, (_, files) in rooms().items() for file in files}
        there = set(tree.sources(".cpp")) - {"src/app/main.cpp"}
        self.assertEqual(there, listed)

    def test_every_test_source_is_built(self):
        listed = set()
        for suite, body in re.findall(r"^rasoat_test\((\w+)(.*?)\)$", tree.read("CMakeLists.txt"), re.S | re.M):
            for file in re.search(r"\bFILES\s+(.*)", body, re.S)[1].split():
                listed.add(os.path.normpath(f"tests/{suite}/{file}"))
        built_elsewhere = ("tests/support/", "tests/fuzz/", "tests/bench/")
        there = {name for name in tree.sources(".cpp", under="tests/") if not name.startswith(built_elsewhere)}
        listed = {name for name in listed if not name.startswith(built_elsewhere)}
        self.none(sorted(there ^ listed))


if __name__ == "__main__":
    unittest.main()
