"""Golden values of the metrics of single columns: SDMetrics' own, and SciPy's Wasserstein distance.

usage: python scripts/golden/validation_columns.py
Needs sdmetrics 0.32 and scipy; writes fixtures/golden/validation_columns.json, which also holds the tables that the
goldens of three-way marginals and logistic detection are about.
"""
import warnings

import numpy as np
import pandas as pd
import scipy
import sdmetrics
from scipy.stats import wasserstein_distance
from sdmetrics.single_column import (
    BoundaryAdherence, CategoryAdherence, CategoryCoverage, MissingValueSimilarity, RangeCoverage, StatisticSimilarity,
)

from validation_tables import kinded_cells, kinded_tables, write

warnings.filterwarnings("ignore")


def number(compute):
    """A score; null where SDMetrics has NaN or divides by zero."""
    try:
        value = compute()
    except ZeroDivisionError:
        return None
    return None if value != value else float(value)


def distance(real, synthetic):
    """The Wasserstein distance of what is present, divided by the real range; null without one."""
    real, synthetic = (pd.to_numeric(column.dropna()).astype(float) for column in (real, synthetic))
    if real.nunique() < 2 or synthetic.empty:
        return None
    low, width = real.min(), real.max() - real.min()
    return float(wasserstein_distance((real - low) / width, (synthetic - low) / width))


def scores(real, synthetic, kind):
    """Every score of one column, by the metric's key."""
    found = {"missing": number(lambda: MissingValueSimilarity.compute(real, synthetic))}
    if kind in ("number", "date"):
        if kind == "number" and real.abs().max() > 1e150:  # SDMetrics' squares overflow; all of these ignore the unit
            real, synthetic = real / 1e150, synthetic / 1e150
        found |= {
            "wasserstein": distance(real, synthetic),
            "coverage.range": number(lambda: RangeCoverage.compute(real, synthetic)),
            "adherence.boundary": number(lambda: BoundaryAdherence.compute(real, synthetic)),
            "statistic.mean": number(lambda: StatisticSimilarity.compute(real, synthetic, "mean")),
            "statistic.median": number(lambda: StatisticSimilarity.compute(real, synthetic, "median")),
            "statistic.deviation": number(lambda: StatisticSimilarity.compute(real, synthetic, "std")),
        }
    else:
        found |= {
            "coverage.category": number(lambda: CategoryCoverage.compute(real, synthetic)),
            "adherence.category": number(lambda: CategoryAdherence.compute(real, synthetic)),
        }
    return found


write("validation_columns.json", {
    "versions": {"sdmetrics": sdmetrics.__version__, "scipy": scipy.__version__, "numpy": np.__version__, "pandas": pd.__version__},
    "tables": [
        {
            "name": name,
            "order": list(real.columns),
            "kinds": kinds,
            "real": kinded_cells(real, kinds),
            "synthetic": kinded_cells(synthetic, kinds),
            "scores": {c: scores(real[c], synthetic[c], kinds[c]) for c in real.columns},
        }
        for name, real, synthetic, kinds in kinded_tables()
    ],
})
