#!/usr/bin/env python3
"""Drawing rows from a saved model: `augment sample` beside CTGAN's own sampler, in one run.

usage: Benchmarks/sampling.py --model RUN [--rows 1000000] [--repeats 3] [--binary .build/release/augment] [--ctgan-data TRAIN.csv]

RUN is the directory of a run on Adult. `augment sample` is timed as a whole command, from start to the written CSV file; CTGAN (one
epoch of training on TRAIN.csv, default networks) is timed inside its process around `sample`, without start, imports and writing, after
a first call for warming up. Runs alternate, and each repeat gives one ratio, so that other work on the machine weighs on both sides. Rates per
processor second are recorded beside those per second. Appends one JSON line to Benchmarks/results/sampling.jsonl.
"""
import argparse, json, os, resource, subprocess, sys, tempfile, time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROOT, SHARED, commit, machine

DISCRETE = ["workclass", "education", "marital_status", "occupation", "relationship", "race", "sex", "native_country", "income"]


def ours(binary, model, rows, folder, kind):
    """Wall seconds, processor seconds and peak MiB of one command."""
    command = [binary, "sample", "--model", model, "--rows", str(rows), "--output", str(folder / f"made.{kind}"), "--force", "--quiet"]
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | {"OMP_WAIT_POLICY": "passive"})
    peak, ended = 0, 0
    # The peak that wait4 reports is at least this process's own, from before the command began.
    while not ended:
        try: peak = max(peak, next(int(line.split()[1]) for line in open(f"/proc/{process.pid}/status") if line.startswith("VmHWM")))
        except (OSError, StopIteration): pass
        time.sleep(0.02)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    if os.waitstatus_to_exitcode(status): sys.exit(f"{command} failed")
    return time.perf_counter() - before, usage.ru_utime + usage.ru_stime, round(peak / 1024)


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def trained(path):
    """CTGAN with its default networks; one epoch, as the speed of sampling does not depend on how well they have learned."""
    import pandas, torch
    from ctgan import CTGAN
    torch.set_num_threads(os.cpu_count())
    table = pandas.read_csv(path, skipinitialspace=True)
    names = {name.replace("-", "_").replace(".", "_"): name for name in table.columns}
    synthesizer = CTGAN(epochs=1, enable_gpu=False) if "enable_gpu" in CTGAN.__init__.__code__.co_varnames else CTGAN(epochs=1, cuda=False)
    synthesizer.fit(table, [names[name] for name in DISCRETE])
    return synthesizer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True); parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3); parser.add_argument("--kind", default="csv")
    parser.add_argument("--binary", default=str(ROOT / ".build/release/augment"))
    parser.add_argument("--ctgan-data", default=None); parser.add_argument("--ctgan-rows", type=int, default=200_000)
    parser.add_argument("--out", default=str(ROOT / "Benchmarks/results/sampling.jsonl"))
    options = parser.parse_args()
    other = trained(options.ctgan_data) if options.ctgan_data else None
    if other: other.sample(5_000)
    laps = []
    with tempfile.TemporaryDirectory() as scratch:
        ours(options.binary, options.model, 1_000, Path(scratch), options.kind)
        for _ in range(options.repeats):
            seconds, busy, peak = ours(options.binary, options.model, options.rows, Path(scratch), options.kind)
            lap = {"rate": round(options.rows / seconds), "rate_per_processor_second": round(options.rows / busy), "peak_mib": peak}
            if other:
                begin, began = time.perf_counter(), processor_seconds()
                other.sample(options.ctgan_rows)
                lap["ctgan_rate"] = round(options.ctgan_rows / (time.perf_counter() - begin))
                lap["ctgan_rate_per_processor_second"] = round(options.ctgan_rows / (processor_seconds() - began))
                lap["ratio"] = round(lap["rate"] / lap["ctgan_rate"], 2)
                lap["ratio_per_processor_second"] = round(lap["rate_per_processor_second"] / lap["ctgan_rate_per_processor_second"], 2)
            laps.append(lap); print(lap, flush=True)
    line = {"what": "sample", "rows": options.rows, "kind": options.kind, "repeats": options.repeats, "laps": laps}
    line |= {key: round(median(lap[key] for lap in laps), 2) for key in laps[0]}
    line |= {"commit": commit(), "machine": machine(), "load": round(os.getloadavg()[0], 2), "date": time.strftime("%Y-%m-%d")}
    with open(options.out, "a") as file: file.write(json.dumps(line) + "\n")


main()
