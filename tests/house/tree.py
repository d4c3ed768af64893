"""The files of the project: those git tracks, or in a copy without git all but what is built."""

import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILT = re.compile(r"(^|/)(build[^/]*|node_modules|dist|var|\.git|\.cache|__pycache__)/")


def files():
    try:
        out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        names = [name for name in out.decode().split("\0") if name and (ROOT / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()]
        names = [name for name in names if not BUILT.search(name)]
    return sorted(names)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def sources(*suffixes, under="src/"):
    return {name: read(name) for name in files() if name.startswith(under) and name.endswith(suffixes)}


def without_comments(text):
    """C++ without its comments; texts in quotes stay."""
    pattern = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.S)
    return pattern.sub(lambda hit: hit[0] if hit[0].startswith('"') else " ", text)


def literals(text):
    """The texts in quotes of C++ without comments; neighbours are joined as the compiler does."""
    joined = re.sub(r'"\s*\n\s*"', "", without_comments(text))
    return re.findall(r'"((?:[^"\\\n]|\\.)*)"', joined)


class House(unittest.TestCase):
    """Says only what is wrong, not what was looked through."""

    longMessage = False

    def none(self, wrong):
        wrong = list(wrong)
        if wrong:
            self.fail("\n  ".join(["", *wrong[:40]]))
