"""The layout, and what must never stand in the tree."""

import json
import os
import re
import unittest

import tree

TEXTS = (".cpp", ".h", ".sql", ".json", ".md", ".py", ".ts", ".tsx", ".css", ".html", ".cmake", ".txt", ".sh", ".mjs", ".js")
ABOVE = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|root|home|tmp/bash_jobs)/")


class Tree(tree.House):
    def setUp(self):
        self.files = tree.files()

    def test_the_top_level_is_the_designs(self):
        for name in {file.split("/")[0] for file in self.files}:
            self.assertTrue(name in {"CMakeLists.txt", "README.md", "src", "sql", "etc", "tests"} or name.startswith("."), name)

    def test_no_path_of_one_machine(self):
        for name in self.files:
            if os.path.getsize(tree.ROOT / name) > 2_000_000 or name == "tests/house/tree_test.py":
                continue
            for number, line in enumerate(tree.read(name).splitlines(), 1):
                self.assertIsNone(ABOVE.search(line), f"{name}:{number}: {line[:120]}")

    def test_package_locks_name_no_address(self):
        locks = [name for name in self.files if name.endswith("package-lock.json")]
        self.assertTrue(locks)
        for name in locks:
            self.assertNotRegex(tree.read(name), r'"resolved"\s*:\s*"https?:', name)

    def test_every_json_file_is_json(self):
        for name in self.files:
            if name.endswith((".json", ".geojson")):
                json.loads(tree.read(name))

    def test_text_files_are_utf8_with_unix_lines(self):
        for name in self.files:
            if name.endswith(TEXTS) and not name.startswith(("tests/data/", "src/ui/public/")):
                data = (tree.ROOT / name).read_bytes()
                data.decode("utf-8")
                self.assertNotIn(b"\r\n", data, name)
                self.assertTrue(not data or data.endswith(b"\n"), f"{name} does not end with a line end")

    def test_files_are_chapters(self):
        """Header 120 lines, source 400, a third more at most; a longer one is defended in its first comment."""
        wrong = []
        for name, text in tree.sources(".h", ".cpp").items():
            limit = 160 if name.endswith(".h") else 450
            lines = text.count("\n")
            if lines > limit and "Long because" not in text[:1000]:
                wrong.append(f"{name} has {lines} lines")
        self.none(wrong)

    def test_every_header_is_read_once(self):
        self.none(name for name, text in tree.sources(".h").items()
                  if not text.startswith("#pragma once\n"))

    def test_no_unfinished_marks(self):
        marks = re.compile(r"\b(TODO|XXX|HACK)\b|not implemented")
        for name, text in tree.sources(".h", ".cpp", ".ts", ".tsx", ".sql", under="").items():
            self.assertIsNone(marks.search(text), name)

    def test_only_the_three_catch_alls_swallow_everything(self):
        """The HTTP handler base, the scheduler's tick and main; elsewhere a catch-all must throw on or be a worker's."""
        allowed = {"src/http/handler.cpp", "src/app/main.cpp"}
        for name, text in tree.sources(".cpp").items():
            if name in allowed or name.startswith("src/schedule/"):
                continue
            for hit in re.finditer(r"catch\s*\(\s*\.\.\.\s*\)\s*\{", text):
                body = text[hit.end():hit.end() + 400]
                self.assertRegex(body, r"throw;|current_exception", f"{name}: a catch-all that swallows")

    def test_nobody_but_app_touches_the_singletons_of_poco(self):
        for name, text in tree.sources(".cpp", ".h").items():
            if not name.startswith("src/app/"):
                self.assertNotRegex(tree.without_comments(text),
                                    r"Application::instance\(|ThreadPool::defaultPool\(|Logger::(get|root)\(", name)

    def test_entries_can_be_run(self):
        for name in ("etc/quickstart", "etc/install-packages", "etc/private-mariadb", "tests/run", ".ci/run"):
            self.assertTrue(os.access(tree.ROOT / name, os.X_OK), name)


if __name__ == "__main__":
    unittest.main()
