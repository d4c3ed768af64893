"""Every command that README and manuals show is run: here as it stands, or by the program named for it below. A command that
is added and not run fails."""

import json
import os
import re
import shlex
import signal
import subprocess

from support import ServiceTest, eventually, files, paths
from support.interface import interface

TEXTS = {"README": paths.ROOT / "README.md", "vi": paths.ETC / "manual/vi.md", "en": paths.ETC / "manual/en.md"}
LABELLED = re.compile(r"<!-- run: ([a-z-]+) -->\n```sh\n(.*?)```", re.S)
FENCED = re.compile(r"(?<!-->\n)```(?:sh)?\n(.*?)```", re.S)
INLINE = re.compile(r"`([^`\n]+)`")
TREE = re.compile(r"^(\./)?(etc|tests|\.ci)/\S*[^/.\s](\s|$)")

# Commands that cannot be run inside a test of one service, and the program that runs them.
ELSEWHERE = {"./etc/quickstart": "tests/package/newcomer", "./tests/run": ".ci/run", "tests/browser/screenshots": "tests/browser/run"}
# For a place without data or without a key.
OTHER_TESTS = {"rasoat restore DIR": "tests/integration/backup_test.py", "rasoat key recover": "tests/integration/access_sealed_test.py",
               "rasoat key recover FILE": "tests/integration/access_sealed_test.py"}
# What the words of an example stand for.
WORDS = {"FILE": "{folder}/list.csv", "DIR": "{folder}/dir", "NAME": "{name}", "TÊN": "{name}", "ROUND": "2022", "FOLDER": "{folder}/packages",
         "THƯ-MỤC": "{folder}/packages", "/etc/rasoat/rasoat.properties": "{config}", "/var/lib/rasoat": "{folder}", "/srv/rules-2027": "{rules}",
         "table-1.xlsx": "{folder}/table-1.xlsx"}


def fenced(name):
    """Lines of blocks that no label gives to the test of the package."""
    text = LABELLED.sub("", TEXTS[name].read_text(encoding="utf-8"))
    lines = [line.split("#")[0].strip() for block in FENCED.findall(text) for line in block.splitlines()]
    return [line for line in lines if line]


def inline(name):
    text = re.sub(r"```.*?```", "", TEXTS[name].read_text(encoding="utf-8"), flags=re.S)
    return list(dict.fromkeys(INLINE.findall(text)))


class Documentation(ServiceTest):
    accounts = {"admin": ("admin", "-"), "second": ("admin", "-"), "manager": ("manager", "-"), "reviewer": ("reviewer", "51"),
                "officer": ("officer", "51")}

    @classmethod
    def prepare(cls):
        folder = cls.service.folder
        cls.service.import_file("counts", files.data("quangngai-2023-counts.csv"), "2023")
        listed = files.write(folder / "list.csv", files.table(files.households("21028", 40, 5)))
        for round_ in ("2022", "2023"):
            cls.service.import_file("households", listed, round_)
        cls.rules = folder / "rules-2027"
        cls.rules.mkdir()
        files.write(cls.rules / "calendar.json", (paths.ETC / "calendar.json").read_text(encoding="utf-8") + "\n")  # other rules
        schedule = {"name": "bieu-1", "report": "table-1", "round": "2023", "formats": ["csv"], "when": {"cron": "0 7 1 1 *"}}
        cls.service.must("schedule", "set", files.write(folder / "schedule.json", json.dumps(schedule)))

    def as_here(self, command):
        for word, here in WORDS.items():
            here = here.format(folder=self.service.folder, name="bieu-1" if "schedule" in command else "nguoi-moi", rules=self.rules,
                               config=self.service.config)
            command = re.sub(rf"(?<![\w/-]){re.escape(word)}(?![\w.-])", here, command)
        return command

    def run_here(self, command):
        """One command of `rasoat` in the service's folder; passwords and shares are given as a person would."""
        words = shlex.split(self.as_here(command))[1:]
        given = {"propose": "admin", "activate": "second"}.get(words[1] if len(words) > 1 else "")
        said = self.service.passwords[given] + "\n" if given else ""
        environment = {**os.environ, "RASOAT_CONFIG": str(self.service.config)}
        done = subprocess.run([paths.BINARY, *words], input=said, capture_output=True, text=True, timeout=120, env=environment,
                              cwd=self.service.folder)
        # A doctor that finds a fault has been run all the same; a folder that is used already is the example before.
        self.assertIn(done.returncode, (0, 1) if words[0] == "doctor" else (0,), f"{command}: {done.stdout[-500:]}{done.stderr[-500:]}")

    def complete(self, command):
        """What an example leaves out because the sentence around it says so; each into a folder of its own."""
        self.count = getattr(self, "count", 0) + 1
        more = {"rasoat backup": f"backup-{self.count}", "rasoat export all": f"--output all-{self.count}"}
        command = command.replace("check DIR", f"check {self.rules}")
        return f"{command} {more[command]}" if command in more else command

    def test_commands_in_sentences(self):
        seen = set()
        for name in TEXTS:
            for command in inline(name):
                if not command.startswith("rasoat ") or self.as_here(command) in seen:
                    continue
                seen.add(self.as_here(command))
                with self.subTest(f"{name}: {command}"):
                    if command in OTHER_TESTS:
                        self.assertIn(command.split()[1], (paths.ROOT / OTHER_TESTS[command]).read_text(encoding="utf-8"))
                        continue
                    self.run_here(self.complete(command))
        self.assertGreater(len(seen), 18)

    def test_blocks_of_commands(self):
        self.assertEqual(fenced("vi"), fenced("en"))
        for name in ("README", "en"):
            lines = fenced(name)
            for line in lines:
                with self.subTest(f"{name}: {line}"):
                    program = shlex.split(line)[0]
                    if line == "systemctl reload rasoat":
                        before = self.service.log().count("event=reloaded")
                        self.service.process.send_signal(signal.SIGHUP)
                        eventually(lambda: self.assertGreater(self.service.log().count("event=reloaded"), before), 30)
                    elif program == "rasoat":
                        self.run_here(line)
                    else:
                        self.assertTrue(self.runs(program), f"nothing runs {program}")
            self.assertTrue(lines, name)

    def runs(self, program):
        by = ELSEWHERE.get(program)
        return by is not None and program.removeprefix("./") in (paths.ROOT / by).read_text(encoding="utf-8")

    def test_labelled_blocks_are_run_by_the_test_of_the_package(self):
        told = (paths.ROOT / "tests/package/run").read_text(encoding="utf-8")
        in_vi, in_en = (dict(LABELLED.findall(TEXTS[name].read_text(encoding="utf-8"))) for name in ("vi", "en"))
        self.assertEqual(in_vi, in_en)
        self.assertGreater(len(in_en), 8)
        for label in in_en:
            self.assertIn(f'self.do("{label}")', told, label)

    def test_programs_of_the_tree_are_there(self):
        for name in TEXTS:
            for words in inline(name):
                if TREE.match(words) and "*" not in words:
                    place = paths.ROOT / words.split()[0].removeprefix("./")
                    self.assertTrue(place.exists() or (paths.ETC / words.split()[0]).exists(), f"{name}: {words}")

    def test_addresses_of_the_service_answer(self):
        routes = {line.split(" ", 1)[1]: line.split(" ", 1)[0] for line in interface().operations}
        seen = 0
        for name in TEXTS:
            for words in inline(name):
                found = re.fullmatch(r"(?:(GET|POST) )?(/(?:api/v1|metrics|readyz|healthz)[^\s…]*)", words)
                if not found:
                    continue
                seen += 1
                method, address = found[1] or "GET", found[2]
                with self.subTest(f"{name}: {words}"):
                    if method == "POST":
                        self.assertIn(f"POST {address}", interface().operations)
                        continue
                    user = "admin" if "/log" in address else "manager"
                    path, _, query = address.partition("?")
                    asked = dict(part.split("=") for part in query.split("&")) if query else {}
                    if path == "/api/v1/audit" and not asked:
                        asked = {"round": "2023"}
                    self.assertIn(path, routes)
                    self.assertEqual(self.client(user).get(path, **asked).status, 200)
        self.assertGreater(seen, 6)

    def test_settings_of_the_database_are_those_of_the_sample(self):
        sample = (paths.ETC / "package/mariadb.cnf").read_text(encoding="utf-8")
        seen = 0
        for name in ("vi", "en"):
            for words in inline(name):
                if re.fullmatch(r"[a-z_]+ = \S+", words) and not words.startswith("database = "):
                    seen += 1
                    self.assertIn(words, sample, name)
        self.assertGreater(seen, 6)

    def test_every_setting_is_described_and_no_other(self):
        source = (paths.ROOT / "src/config/settings.cpp").read_text(encoding="utf-8")
        known = set(re.findall(r'"((?:[a-z]+\.)[a-z_]+|database)"', source.split("load_settings")[0] + source.split("known{")[-1].split("};")[0]))
        for name in ("vi", "en"):
            table = TEXTS[name].read_text(encoding="utf-8").split("\n## 10. ")[1]
            self.assertEqual(set(re.findall(r"^\| `([a-z._]+)` \|", table, re.M)), known, name)

    def test_every_alarm_has_its_advice(self):
        said = json.loads((paths.ETC / "texts/en.json").read_text(encoding="utf-8"))
        alarms = {key.split(".")[1] for key in said if key.startswith("alarm.")}
        for name in ("vi", "en"):
            table = TEXTS[name].read_text(encoding="utf-8").split("\n## 5. ")[1].split("\n## 6. ")[0].rsplit("| --- | --- |", 1)[1]
            self.assertEqual(set(re.findall(r"^\| `([a-z]+)` \|", table, re.M)), alarms, name)
