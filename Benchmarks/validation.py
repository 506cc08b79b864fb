#!/usr/bin/env python3
"""Validation beside SDMetrics on one table, in one run: seconds, peak memory, and the scores that both calculate.

usage: Benchmarks/validation.py [--real REAL.csv --synthetic SYNTHETIC.csv --holdout HOLDOUT.csv] [--label income] [--repeats 3]
                                [--million]

Without files: Adult's first 32,561 rows, as many synthetic ones made by the binary with 200 steps, and Adult's test rows. SDMetrics' part
is QualityReport (all pairs, no subsample) and LogisticDetection; ours is `augment validate` whole, once with all metrics and the report
(`ratio_all`) and once with the three that SDMetrics calculates (`ratio_same`; `ratio_same_calculation` leaves out SDMetrics' imports and reading). --million
adds one run on 1,000,000 synthetic against 1,000,000 real rows (rows of Adult drawn with replacement, numbers jittered).
Appends one JSON line per measurement to Benchmarks/results/validation.jsonl.
"""
import argparse, json, os, subprocess, sys, tempfile, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROOT, SHARED, commit, machine, timed

SDMETRICS = """
import sys, json, time, warnings; warnings.filterwarnings("ignore")
import pandas as pd
from sdmetrics.reports.single_table import QualityReport
from sdmetrics.single_table import LogisticDetection
real, synthetic = (pd.read_csv(path, skipinitialspace=True) for path in sys.argv[1:3])
synthetic = synthetic[list(real.columns)]
names = [c for c in real if not pd.api.types.is_numeric_dtype(real[c])]
for c in names: real[c], synthetic[c] = real[c].astype(str), synthetic[c].astype(str)
meta = {"columns": {c: {"sdtype": "categorical" if c in names else "numerical"} for c in real}}
start = time.perf_counter()
report = QualityReport(); report.real_correlation_threshold = report.real_association_threshold = 0; report.num_rows_subsample = None
report.generate(real, synthetic, meta, verbose=False)
scores = report.get_properties().set_index("Property")["Score"]
middle = time.perf_counter()
for c in names:  # LogisticDetection refuses levels that the real rows lack
    synthetic.loc[~synthetic[c].isin(set(real[c])), c] = real[c].mode()[0]
detection = LogisticDetection.compute(real, synthetic, meta)
print(json.dumps({"shape": scores["Column Shapes"], "trend": scores["Column Pair Trends"], "logistic": detection,
                  "quality_seconds": middle - start, "logistic_seconds": time.perf_counter() - middle}))
"""


def prepare(folder, binary):
    import pandas as pd
    rows = pd.read_csv(SHARED / "data/tabular/adult.csv.gz", dtype=str, keep_default_na=False)
    real, holdout = folder / "real.csv", folder / "holdout.csv"
    rows[:32561].to_csv(real, index=False); rows[32561:].to_csv(holdout, index=False)
    subprocess.run([binary, "--input", real, "--rows", "32561", "--label", "income", "--steps", "200", "--no-gate", "--quiet",
                    "--output", folder / "made"], check=True, stdout=subprocess.DEVNULL)
    return real, folder / "made/synthetic.csv", holdout


def million(folder):
    import numpy as np, pandas as pd
    rows = pd.read_csv(SHARED / "data/tabular/adult.csv.gz", skipinitialspace=True)
    paths = []
    for seed, name in enumerate(["real", "synthetic"]):
        drawn = rows.sample(1_000_000, replace=True, random_state=seed).reset_index(drop=True)
        random = np.random.default_rng(seed)
        drawn["fnlwgt"] = drawn["fnlwgt"] + random.integers(-500, 500, len(drawn))
        drawn["age"] = drawn["age"] + random.integers(-1, 2, len(drawn))
        paths.append(folder / f"million_{name}.csv"); drawn.to_csv(paths[-1], index=False)
    return paths


def validate(binary, folder, real, synthetic, holdout, label, *further):
    command = [binary, "validate", "--real", real, "--synthetic", synthetic, "--label", label, "--output", folder / "report",
               "--force", "--quiet", "--json", "--no-gate", *further] + (["--holdout", holdout] if holdout else [])
    seconds, peak, text, code = timed(command)
    if code != 0: sys.exit(f"augment validate ended with {code}: {text[-2000:]}")
    return seconds, peak, {entry["name"]: entry["score"] for entry in json.loads(text)["metrics"]}


def main():
    parser = argparse.ArgumentParser()
    for name in ("real", "synthetic", "holdout"): parser.add_argument(f"--{name}")
    parser.add_argument("--label", default="income"); parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--million", action="store_true"); parser.add_argument("--binary", default=str(ROOT / ".build/release/augment"))
    parser.add_argument("--out", default=str(ROOT / "Benchmarks/results/validation.jsonl"))
    options = parser.parse_args()
    if not (SHARED / "data/tabular").exists(): sys.exit("skipped: no ../shared/data beside the repository")

    def record(**line):
        line |= {"commit": commit(), "machine": machine(), "load": round(os.getloadavg()[0], 2), "date": time.strftime("%Y-%m-%d")}
        with open(options.out, "a") as file: file.write(json.dumps(line) + "\n")
        print(json.dumps(line), flush=True)

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = (options.real, options.synthetic, options.holdout) if options.real else prepare(folder, options.binary)
        for _ in range(options.repeats):
            seconds, peak, scores = validate(options.binary, folder, *files, options.label)
            same_seconds, same_peak, same = validate(options.binary, folder, *files, options.label, "--metrics", "shape,trend,detection.logistic")
            theirs_seconds, theirs_peak, text, code = timed([sys.executable, "-c", SDMETRICS, *files[:2]])
            if code != 0: sys.exit(f"SDMetrics ended with {code}: {text[-2000:]}")
            theirs = json.loads(text.strip().splitlines()[-1])
            record(what="adult" if not options.real else options.real, seconds=round(seconds, 2), peak_mib=peak,
                   same_seconds=round(same_seconds, 2), same_peak_mib=same_peak, same=same, sdmetrics_seconds=round(theirs_seconds, 2), sdmetrics_peak_mib=theirs_peak, ratio_all=round(theirs_seconds / seconds, 1),
                   ratio_same=round(theirs_seconds / same_seconds, 1),
                   ratio_same_calculation=round((theirs["quality_seconds"] + theirs["logistic_seconds"]) / same_seconds, 1),
                   scores={key: scores.get(key) for key in ("shape", "trend", "detection.logistic")}, sdmetrics=theirs)
        if options.million:
            real, synthetic = million(folder)
            seconds, peak, scores = validate(options.binary, folder, real, synthetic, None, options.label)
            record(what="1,000,000 x 15", seconds=round(seconds, 2), peak_mib=peak, scores=scores)


main()
