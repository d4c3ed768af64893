"""What the commands of this folder share: the support of the integration tests, and one line a fault."""

import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "integration"))
sys.dont_write_bytecode = True

if not (ROOT / "src/ui/dist/index.html").exists():  # the doctor looks for them
    subprocess.run([ROOT / "etc" / "build-pages"], check=True)


class Report:
    """Prints each fault as it ends and remembers whether all was well."""

    def __init__(self):
        self.failed = 0
        self.held = 0

    def case(self, name, what):
        """Runs one fault; what it returns is said beside its name."""
        began = time.monotonic()
        try:
            said = what()
            word = "held"
            self.held += 1
        except Exception as broken:  # whatever it is, the next fault is looked at too
            said, word = (str(broken) if isinstance(broken, AssertionError) else repr(broken))[:2000], "BROKEN"
            self.failed += 1
        print(f"{word:7}{time.monotonic() - began:7.1f} s  {name}{': ' + str(said) if said else ''}", flush=True)

    def end(self):
        print(f"{self.held} held, {self.failed} broken")
        return 1 if self.failed else 0
