"""The table of figures: what was measured, against what, and whether the bar was met."""

import os
import pathlib
import platform


class Report:
    def __init__(self):
        self._rows = []

    def add(self, what, figure, bar=None, met=None, note=""):
        """Adds a line; `bar` is the bar in words and `met` whether the figure meets it."""
        verdict = "" if met is None else ("met" if met else "MISSED")
        self._rows.append([what, figure, bar or "", verdict, note])
        print("  ".join(cell for cell in self._rows[-1] if cell), flush=True)

    def all_bars_met(self):
        return all(row[3] != "MISSED" for row in self._rows)

    def write(self):
        folder = pathlib.Path(os.environ["BESTAND_ROOT"]) / ".bestand/bench"
        folder.mkdir(parents=True, exist_ok=True)
        head = ["What", "Figure", "Bar", "", "Against what, how"]
        lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] * 5, *self._rows]]
        machine = f"{os.cpu_count()} cores, {platform.machine()}; ratios hold within this run only."
        (folder / "bench.md").write_text("\n".join([machine, "", *lines]) + "\n", encoding="utf-8")
        print(f"\nWritten to {(folder / 'bench.md').relative_to(os.environ['BESTAND_ROOT'])}")
