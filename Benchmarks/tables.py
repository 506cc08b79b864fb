#!/usr/bin/env python3
"""Whole-command benchmark on real tables: wall time, peak memory and the independent yardstick's scores.

usage: Benchmarks/tables.py [--tables adult,letter] [--seeds 0,1,2] [--binary .build/release/augment] [--flags "..."]

Needs the shared data and yardstick beside the repository (../shared) and a Python with their requirements. Train and test parts:
Adult's first 32,561 rows and the rest; for the others the first 80 % of a shuffle with seed 0. `--rows` is the number of training rows.
Every run appends one JSON line to Benchmarks/results/tables.jsonl; `Benchmarks/summary.py` prints medians beside the bars.
"""
import argparse, json, os, subprocess, sys, tempfile, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROOT, SHARED, commit, machine, timed

# label, columns that the yardstick is told to treat as names although they hold numbers
TABLES = {
    "adult": ("income", ""), "bank_marketing": ("y", ""), "credit_default": ("has_default", "has_default,sex,education,marriage"),
    "magic_gamma": ("class", ""), "letter": ("letter", ""), "king_county": ("price", ""), "penguins": ("species", ""),
}


def split(name, folder):
    """Writes train.csv and test.csv; returns the number of training rows."""
    import pandas as pd
    table = pd.read_csv(SHARED / "data/tabular" / f"{name}.csv.gz", dtype=str, keep_default_na=False)
    if name == "adult": rows, cut = table, 32561
    else: rows = table.sample(frac=1, random_state=0); cut = int(0.8 * len(rows))
    rows[:cut].to_csv(folder / "train.csv", index=False)
    rows[cut:].to_csv(folder / "test.csv", index=False)
    return cut


def run(name, seed, binary, flags):
    label, discrete = TABLES[name]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        rows = split(name, folder)
        command = [binary, "--input", folder / "train.csv", "--rows", rows, "--label", label, "--seed", seed,
                   "--output", folder / "out", "--quiet", *flags.split()]
        seconds, peak, text, code = timed(command)
        line = {"table": name, "seed": seed, "flags": flags, "exit": code, "seconds": round(seconds, 2),
                "peak_mib": peak}
        synthetic = folder / "out/synthetic.csv"
        if not synthetic.exists(): return line | {"output": text[-2000:]}
        yardstick = [sys.executable, SHARED / "tools/eval_tabular.py", folder / "train.csv", folder / "test.csv", synthetic,
                     "--target", label, "--max-detect", "10000"] + (["--discrete", discrete] if discrete else [])
        scored = subprocess.run([str(part) for part in yardstick], capture_output=True, text=True,
                                env=os.environ | {"OMP_NUM_THREADS": "2", "OMP_WAIT_POLICY": "passive"})
        return line | {"yardstick": json.loads(scored.stdout.strip().splitlines()[-1])}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tables", default=",".join(TABLES)); parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--binary", default=str(ROOT / ".build/release/augment")); parser.add_argument("--flags", default="")
    parser.add_argument("--commit", default=None, help="what the binary was built from (default: HEAD)")
    parser.add_argument("--out", default=str(ROOT / "Benchmarks/results/tables.jsonl"))
    options = parser.parse_args()
    if not (SHARED / "data/tabular").exists(): sys.exit("skipped: no ../shared/data beside the repository")
    for name in options.tables.split(","):
        for seed in options.seeds.split(","):
            line = run(name, int(seed), options.binary, options.flags)
            line |= {"commit": options.commit or commit(), "machine": machine(), "load": round(os.getloadavg()[0], 2), "date": time.strftime("%Y-%m-%d")}
            with open(options.out, "a") as file: file.write(json.dumps(line) + "\n")
            score = line.get("yardstick", {})
            print(name, seed, f"{line['seconds']} s", f"{line['peak_mib']} MiB", {k: score.get(k) for k in
                  ("shape_err", "trend_err", "c2st_xgb_auc", "c2st_xgb_auc_test", "mle", "mle_real", "dcr_share", "copies", "copies_floor")}, flush=True)


main()
