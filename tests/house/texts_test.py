"""Every sentence exists in both languages with the same placeholders, is used, and gets what its placeholders name."""

import json
import re
import unicodedata
import unittest

import tree


def load(name):
    return json.loads(tree.read(name))


def holes(sentence):
    """`{why}` and `{why_en}` are one: a word that has two languages itself."""
    return {re.sub("_(vi|en)$", "", name) for name in re.findall(r"\{([\w-]+)\}", sentence)}


def call_arguments(text, start):
    """What stands between the bracket that opens at `start` and its partner, texts in quotes respected."""
    depth, at, quoted = 0, start, False
    while at < len(text):
        char = text[at]
        if quoted:
            if char == "\\":
                at += 1
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return text[start + 1:at]
        at += 1
    return text[start + 1:]


# Patterns whose holes are filled where they are printed.
FILLED_LATER = {"report.page"}

# Files that speak Vietnamese by themselves, and why.
SPEAKS = {
    "src/config/settings.cpp": "says what is wrong before the sentences are read",
    "src/domain/flag.cpp": "the unit of a difference inside an arithmetic",
    "src/ingest/header.cpp": "the heading of the column of reasons, recognised when the marked file comes back",
    "src/ingest/households.cpp": "the names of the Kinh",
    "src/ingest/mark_parts.h": "the name of the sheet that sums up, recognised when the marked file comes back",
    "src/ingest/members.cpp": "words recognised in officers' tables",
    "src/flow/upload_changes.cpp": "words before the names of units",
    "src/ingest/table.cpp": "words recognised in officers' tables",
    "src/ingest/totals.cpp": "words recognised in officers' tables",
    "src/ingest/workbook.h": "the heading of the column of reasons",
    "src/export/upload_answers.cpp": "an upload as plain lines for a terminal",
    "src/export/write_docx.cpp": "the line of copies of an official letter",
    "src/ingest/csv.cpp": "words what breaks a file",
}


def ready():
    """Sentences that stand ready for work under way (`unused.txt`)."""
    return set(tree.read("tests/house/unused.txt").split())


class Languages:
    """The two files of one place agree."""

    folder = ""

    def setUp(self):
        self.vi, self.en = load(self.folder + "vi.json"), load(self.folder + "en.json")

    def test_both_languages_have_the_same_keys(self):
        self.none(sorted(set(self.vi) ^ set(self.en)))

    def test_both_languages_have_the_same_placeholders(self):
        self.none(f"{key}: {holes(sentence)} and {holes(self.en.get(key, ''))}" for key, sentence in self.vi.items()
                  if holes(sentence) != holes(self.en.get(key, "")))

    def test_no_sentence_is_empty_and_vietnamese_is_nfc(self):
        for sentences in (self.vi, self.en):
            for key, sentence in sentences.items():
                self.assertTrue(sentence.strip(), key)
                self.assertEqual(unicodedata.normalize("NFC", sentence), sentence, f"{key} is not NFC")

    def test_no_key_stands_twice(self):
        for language in ("vi", "en"):
            pairs = []
            json.loads(tree.read(f"{self.folder}{language}.json"), object_pairs_hook=pairs.extend)
            names = [name for name, _ in pairs]
            self.none(name for name in set(names) if names.count(name) > 1)


class ServiceTexts(Languages, tree.House):
    folder = "etc/texts/"

    def setUp(self):
        super().setUp()
        self.code = tree.sources(".cpp", ".h")
        self.literals = {literal for text in self.code.values() for literal in tree.literals(text)}
        data = "\n".join(tree.read(name) for name in tree.files()
                         if name.startswith("etc/") and name.endswith(".json") and "/texts/" not in name)
        statements = "\n".join(tree.read(name) for name in tree.files() if name.startswith("sql/"))
        self.words = (self.literals | set(re.findall(r'"([^"\n]+)"', data))
                      | set(re.findall(r"'([a-z-]+)'", statements)))
        self.families = {key.split(".")[0] for key in self.vi if "." in key}

    def test_every_key_is_used(self):
        prefixes = {literal for literal in self.literals if re.fullmatch(r"[a-z.-]+[.-]", literal)}

        def made(key):
            return any(key.startswith(prefix) and (key[len(prefix):] in self.words or key[len(prefix):].isdigit())
                       for prefix in prefixes)

        self.none(f"{key} is used nowhere in src or etc" for key in set(self.vi) - ready()
                  if key not in self.words and not made(key))

    def test_every_key_said_exists(self):
        said = set()
        for text in self.code.values():
            said |= set(re.findall(r'\bsay\(\s*"([a-z][\w.%-]*)"', tree.without_comments(text)))
        self.assertGreater(len(said), 20)
        self.none(f"{key} is said but has no sentence" for key in said if key not in self.vi and
                  not (key.endswith((".", "-")) and any(each.startswith(key) for each in self.vi)))

    def test_every_finding_code_has_its_sentence(self):
        # The two of a broken file are worded by its reader.
        codes = {literal for literal in self.literals if re.fullmatch(r"[EW]-[A-Z0-9]+(-[A-Z0-9]+)*", literal)}
        self.assertGreater(len(codes), 30)
        self.none(f"{code} has no sentence" for code in codes - {"E-TRUNCATED", "E-NO-TABLE"}
                  if f"finding.{code}" not in self.vi)

    def test_a_sentence_gets_what_its_placeholders_name(self):
        checked, wrong = 0, []
        for name, text in self.code.items():
            text = tree.without_comments(text)
            for hit in re.finditer(r'\btexts(?:\(\))?\.say\(\s*"([a-z][\w.%-]*)"\s*([,)])', text):
                key = hit[1]
                if key not in self.vi or key in FILLED_LATER:
                    continue
                given = call_arguments(text, text.index("say(", hit.start()) + 3)
                if hit[2] == "," and not re.match(r'\s*"[^"]*"\s*,\s*\{', given):
                    continue  # The arguments are a variable; its sentence is checked where it is said.
                checked += 1
                filled = set(re.findall(r'\{\s*"([\w-]+)"\s*,', given))
                if holes(self.vi[key]) - filled:
                    wrong.append(f"{name}: {key} lacks {holes(self.vi[key]) - filled}")
        self.none(wrong)
        self.assertGreater(checked, 20)

    def test_sentences_for_people_do_not_stand_in_the_code(self):
        vietnamese = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
        self.none(f"{name}: {literal[:80]}" for name, text in self.code.items() for literal in tree.literals(text)
                  if vietnamese.search(literal) and name not in SPEAKS and not name.startswith(("src/app/", "src/flow/demonstration_")))


class PageTexts(Languages, tree.House):
    folder = "src/ui/src/texts/"

    def test_every_key_is_used(self):
        code = "\n".join(tree.sources(".ts", ".tsx", under="src/ui/src/").values())
        quoted = set(re.findall(r'"([\w.%-]+)"', code))
        # A key made at run time: `role.${role}` uses every key of that form.
        made = []
        for template in re.findall(r"`([^`\n]+)`", code):
            if "${" not in template:
                quoted.add(template)
                continue
            fixed = [re.escape(part) for part in re.split(r"\$\{[^}]*\}", template)]
            if re.match(r"[a-z][\w\\-]*\.", fixed[0]):
                made.append(re.compile("[\\w.%-]+".join(fixed)))
        self.none(f"{key} is used nowhere" for key in set(self.vi) - ready()
                  if key not in quoted and not any(form.fullmatch(key) for form in made))

    def test_every_key_asked_for_exists(self):
        for name, text in tree.sources(".ts", ".tsx", under="src/ui/src/").items():
            for key in re.findall(r'\bt\(\s*"([^"]+)"', text):
                self.assertIn(key, self.vi, f"{name} asks for {key}")


if __name__ == "__main__":
    unittest.main()
