"""Golden values of one-, two- and three-way marginals by a small program of our own in NumPy, which shares no code or idea
with the tool's beyond the definition: rows are stacked and sorted instead of counted into cells.

usage: python scripts/golden/validation_marginals.py   (needs numpy and pandas; writes fixtures/golden/validation_marginals.json)
"""
from itertools import combinations

import numpy as np
import pandas as pd

from validation_tables import kinded_cells, kinded_tables, write


def borders(numbers):
    """Where to cut: the values themselves up to ten, else the first set of evenly spaced ranks with eleven values."""
    distinct = np.unique(numbers)
    if len(distinct) <= 10:
        return distinct
    numbers = np.sort(numbers)
    for count in range(10, max(11, min(1000, len(numbers) + 1))):
        found = np.unique(numbers[np.linspace(0, len(numbers) - 1, count).astype(int)])
        if len(found) >= 11:
            break
    return found[:-1]


def cut(real, synthetic, kind):
    """The cells of both sides' rows; missing is −1."""
    if kind in ("number", "date"):
        real, synthetic = (np.array([np.nan if v is None else v for v in side], float) for side in (real, synthetic))
        edges = borders(real[~np.isnan(real)])
        def cell(side):
            return np.where(np.isnan(side), -1, np.clip(np.searchsorted(edges, side, "right") - 1, 0, None))
        return cell(real), cell(synthetic)
    counts = pd.Series([v for v in real if v is not None], dtype=object).value_counts()
    top = [c for _, c in sorted((-n, c) for c, n in counts.items() if n >= 5)][:10]
    return tuple(np.array([-1 if v is None else top.index(v) if v in top else 99 for v in side]) for side in (real, synthetic))


def accuracy(columns, cuts):
    """One minus the total variation distance of the joint frequencies of these columns."""
    real, synthetic = (np.stack([cuts[c][side] for c in columns], axis=1) for side in (0, 1))
    _, place = np.unique(np.vstack([real, synthetic]), axis=0, return_inverse=True)
    place = np.ravel(place)
    shares = [np.bincount(part, minlength=place.max() + 1) / len(part) for part in (place[:len(real)], place[len(real):])]
    return 1 - np.abs(shares[0] - shares[1]).sum() / 2


tables = {}
for name, real, synthetic, kinds in kinded_tables():
    sides = [kinded_cells(t, kinds) for t in (real, synthetic)]
    cuts = {c: cut(sides[0][c], sides[1][c], kinds[c]) for c in kinds}
    single, double, triple = ({g: accuracy(g, cuts) for g in combinations(real.columns, k)} for k in (1, 2, 3))
    tables[name] = {
        "columns": [single[(c,)] for c in real.columns],
        "columnsInTriples": [float(np.mean([v for g, v in triple.items() if c in g])) for c in real.columns],
        "univariate": float(np.mean(list(single.values()))),
        "bivariate": float(np.mean(list(double.values()))),
        "trivariate": float(np.mean(list(triple.values()))),
    }
write("validation_marginals.json", {"versions": {"numpy": np.__version__, "pandas": pd.__version__}, "tables": tables})
