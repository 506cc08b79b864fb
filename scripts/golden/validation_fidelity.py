"""Golden values of column shapes and pair trends by SDMetrics, and of the closest record share by brute force.

usage: python scripts/golden/validation_fidelity.py   (needs sdmetrics 0.32; writes fixtures/golden/validation_fidelity.json)
"""
import warnings

import numpy as np
import pandas as pd
import sdmetrics
from sdmetrics.reports.single_table import QualityReport

from validation_tables import cells, tables, write

warnings.filterwarnings("ignore")


def report(real, synthetic, names):
    """Scores per column and per pair and their means, thresholds 0, no subsample; null where SDMetrics has NaN."""
    meta = {"columns": {c: {"sdtype": "categorical" if c in names else "numerical"} for c in real.columns}}
    quality = QualityReport()
    quality.real_correlation_threshold = quality.real_association_threshold = 0
    quality.num_rows_subsample = None
    quality.generate(real, synthetic, meta, verbose=False)
    clean = lambda v: None if v != v else float(v)
    shapes = quality.get_details("Column Shapes")
    pairs = quality.get_details("Column Pair Trends")
    scores = quality.get_properties().set_index("Property")["Score"]
    return {
        "columns": {r.Column: clean(r.Score) for r in shapes.itertuples()},
        "pairs": [[r._1, r._2, clean(r.Score)] for r in pairs.itertuples()],
        "shape": clean(scores["Column Shapes"]),
        "trend": clean(scores["Column Pair Trends"]),
    }


def as_text(table, names):
    """Categorical columns as texts, so that missing is the category 'nan', as the project's yardstick does it."""
    copy = table.copy()
    for name in names:
        copy[name] = [str(v) for v in table[name]]
    return copy


def closest_share(training, holdout, synthetic, names):
    """Share of synthetic rows nearer to training than to hold-out, ties half: L1 over numbers / training range, 1 per
    different category, gaps as the training median."""
    def distances(left, right):
        total = np.zeros((len(left), len(right)))
        for c in training.columns:
            if c in names:
                a, b = (np.array([str(v) for v in t[c]]) for t in (left, right))
                total += a[:, None] != b[None, :]
                continue
            known = training[c].astype(float).dropna()
            if known.empty:
                continue
            a, b = (t[c].astype(float).fillna(known.median()).to_numpy() for t in (left, right))
            total += np.abs(a[:, None] - b[None, :]) / max(known.max() - known.min(), 1e-9)
        return total.min(axis=1)
    near, far = distances(synthetic, training), distances(synthetic, holdout)
    return float(((near < far) + .5 * (near == far)).mean())


content = {"versions": {"sdmetrics": sdmetrics.__version__, "numpy": np.__version__, "pandas": pd.__version__}, "tables": []}
for name, real, synthetic, names in tables():
    half = len(real) // 2
    content["tables"].append({
        "name": name,
        "order": list(real.columns),
        "categorical": sorted(names),
        "real": cells(real, names),
        "synthetic": cells(synthetic, names),
        "missingDropped": report(real, synthetic, names),
        "missingAsCategory": report(as_text(real, names), as_text(synthetic, names), names),
        "closestOfHalves": closest_share(real[:half], real[half:2 * half], synthetic, names),
    })
write("validation_fidelity.json", content)
