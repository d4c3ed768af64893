"""What the benchmarks share: the machine's line, medians of interleaved runs, one table."""

import json
import os
import pathlib
import platform
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "integration"))
sys.dont_write_bytecode = True


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if "model name" in line), "?")
    memory = int(open("/proc/meminfo", encoding="utf-8").readline().split()[1]) // 1024
    return f"{os.cpu_count()} × {model}, {memory} MB, Linux {platform.release()}, load {os.getloadavg()[0]:.1f}"


def interleaved(repeat, **ways):
    """Each way in turn, `repeat` times: noise that comes and goes meets all of them. Medians by name."""
    seen = {name: [] for name in ways}
    for turn in range(repeat):
        for name, measure in ways.items():
            seen[name].append(measure(turn))
    return {name: statistics.median(values) for name, values in seen.items()}, seen


def show(title, rows, heads):
    print(f"\n{title}\n{machine()}")
    texts = [heads] + [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in texts) for i in range(len(heads))]
    for row in texts:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def note(name, figure, goal="", met=None):
    """One line of the table of the whole suite (tests/bench/run): `met` is None for a figure without a goal."""
    if path := os.environ.get("RASOAT_BENCH_NOTES"):
        with open(path, "a", encoding="utf-8") as notes:
            notes.write(json.dumps([name, figure, goal, met]) + "\n")
    return met
