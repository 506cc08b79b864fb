#!/usr/bin/env python3
"""Medians over seeds of the newest commit in Benchmarks/results/tables.jsonl, beside the bars, as a Markdown table.

usage: Benchmarks/summary.py [--commit ID] [--flags "..."]
"""
import argparse, json
from pathlib import Path
from statistics import median

# shape %, trend %, detection AUC against train / test, utility, seconds
BARS = {
    "adult": (0.55, 1.3, 0.53, 0.55, "AUC >= .918", 30), "bank_marketing": (0.5, 1.1, 0.53, 0.55, "AUC >= .926", 40),
    "credit_default": (0.7, 2.6, 0.60, 0.60, "AUC >= .763", 100), "magic_gamma": (0.7, 1.0, 0.55, 0.55, "AUC >= .922", 40),
    "letter": (1.0, 1.3, 0.60, 0.58, "accuracy >= .88", 60), "king_county": (0.8, 0.8, 0.60, 0.58, "RMSE <= 1.12 x real", 60),
    "penguins": (None, None, None, 0.62, "AUC >= .99", 10),
}


def utility(lines):
    mle, real = [l["yardstick"]["mle"] for l in lines], [l["yardstick"]["mle_real"] for l in lines]
    if "rmse" in mle[0]: return f"RMSE {median(m['rmse'] / r['rmse'] for m, r in zip(mle, real)):.3f} x real"
    key = "acc" if lines[0]["table"] == "letter" else "auc"
    return f"{key} {median(m[key] for m in mle):.4f} (real {median(r[key] for r in real):.4f})"


def main():
    parser = argparse.ArgumentParser(); parser.add_argument("--commit"); parser.add_argument("--flags", default="")
    options = parser.parse_args()
    lines = [json.loads(l) for l in open(Path(__file__).resolve().parent / "results/tables.jsonl")]
    lines = [l for l in lines if l["flags"] == options.flags and "yardstick" in l]
    wanted = options.commit or (lines[-1]["commit"] if lines else "")
    print(f"Commit {wanted}; medians over seeds; a bar in brackets behind each figure.\n")
    print("| table | seeds | shape err % | trend err % | detection AUC vs train | vs test | train on synthetic | dcr share | copies (floor) | seconds | peak MiB |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name, bar in BARS.items():
        found = [l for l in lines if l["table"] == name and l["commit"] == wanted]
        if not found: continue
        middle = lambda key: median(l["yardstick"][key] for l in found)
        cell = lambda value, limit: f"{value:.3f}" + (f" [{limit}]" if limit is not None else "")
        print(f"| {name} | {len(found)} | {cell(middle('shape_err'), bar[0])} | {cell(middle('trend_err'), bar[1])} | {cell(middle('c2st_xgb_auc'), bar[2])} | "
              f"{cell(middle('c2st_xgb_auc_test'), bar[3])} | {utility(found)} [{bar[4]}] | {middle('dcr_share'):.1f} | {middle('copies'):.4f} ({middle('copies_floor'):.4f}) | "
              f"{median(l['seconds'] for l in found):.1f} [{bar[5]}] | {max(l['peak_mib'] for l in found)} |")


main()
