"""Compares rounds of benchmarks: before-ROUND-PROGRAM.json and after-ROUND-PROGRAM.json of a folder.

For each benchmark: the ratio after/before of the medians of CPU time, how far the ratios of single
rounds lie apart, and whether it is beyond the band. The band is how far one run of `before` lies from
the median of all of them, at most, and at least 2 %: no difference smaller than that between A and A
says anything about B.
"""

import collections
import json
import pathlib
import statistics
import sys

LEAST_BAND = 0.02


def read_rounds(folder):
    """{benchmark: {side: [CPU time a round]}}"""
    times = collections.defaultdict(lambda: collections.defaultdict(list))
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        side, _, program = path.stem.split("-", 2)
        for run in json.loads(path.read_text())["benchmarks"]:
            if run.get("run_type") != "aggregate" and not run.get("error_occurred"):
                times[f"{program} {run['name']}"][side].append(run["cpu_time"])
    return times


def main():
    slower = 0
    rows = []
    for name, sides in read_rounds(sys.argv[1]).items():
        before, after = sides["before"], sides["after"]
        if not before or len(before) != len(after):
            rows.append((name, "", "", "", "on one side only"))
            continue
        middle = statistics.median(before)
        band = max([LEAST_BAND] + [abs(time / middle - 1) for time in before])
        ratio = statistics.median(after) / middle
        single = [b / a for a, b in zip(before, after)]
        verdict = "within the band"
        if ratio > 1 + band:
            verdict = "SLOWER"
            slower += 1
        elif ratio < 1 / (1 + band):
            verdict = "faster"
        rows.append((name, f"{ratio:.3f}", f"{min(single):.3f}..{max(single):.3f}",
                     f"±{100 * band:.1f} %", verdict))
    if not rows:
        sys.exit("compare: no benchmark ran")
    head = ("benchmark", "after/before", "of single rounds", "band (A to A)", "")
    widths = [max(len(row[i]) for row in [head] + rows) for i in range(len(head))]
    for row in [head] + rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    sys.exit(1 if slower else 0)


main()
