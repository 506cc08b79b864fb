"""Golden values of Cramér's V and of the correlation ratio, both corrected for chance, from SciPy and NumPy.

The tables are those of validation_fidelity.json.

usage: python scripts/golden/validation_associations.py   (needs scipy; writes fixtures/golden/validation_associations.json)
"""
import numpy as np
import pandas as pd
import scipy
from scipy.stats import chi2_contingency

from validation_tables import tables, write


def cramers_v(first, second):
    """Bergsma (2013) on SciPy's chi-squared statistic; null where a column is constant."""
    observed = pd.crosstab(first, second).to_numpy()
    rows, columns = observed.shape
    if rows < 2 or columns < 2:
        return None
    n = observed.sum()
    excess = max(0, chi2_contingency(observed, correction=False)[0] / n - (rows - 1) * (columns - 1) / (n - 1))
    levels = min(size - (size - 1) ** 2 / (n - 1) for size in (rows, columns))
    return float(min(1, np.sqrt(excess / (levels - 1))))


def correlation_ratio(numbers, groups):
    """The root of the adjusted R² of a linear model of one indicator per group; null where a column is constant."""
    known = ~np.isnan(numbers)
    y, g = numbers[known], pd.factorize(groups[known])[0]
    if len(y) < 2 or y.min() == y.max() or g.max(initial=0) < 1:
        return None
    y = (y - y.mean()) / np.abs(y).max()
    indicators = np.eye(g.max() + 1)[g]
    residual = y - indicators @ np.linalg.lstsq(indicators, y, rcond=None)[0]
    unexplained = (residual ** 2).sum() / ((y - y.mean()) ** 2).sum()
    return float(np.sqrt(max(0, 1 - unexplained * (len(y) - 1) / (len(y) - indicators.shape[1]))))


def associations(table, names):
    """[first, second, value] of every pair with a categorical column; missing names are a level."""
    columns = {c: table[c].map(str).to_numpy() if c in names else table[c].astype(float).to_numpy() for c in table}
    order = list(columns)
    found = []
    for place, first in enumerate(order):
        for second in order[place + 1:]:
            if first in names and second in names:
                found.append([first, second, cramers_v(columns[first], columns[second])])
            elif first in names:
                found.append([first, second, correlation_ratio(columns[second], columns[first])])
            elif second in names:
                found.append([first, second, correlation_ratio(columns[first], columns[second])])
    return found


content = {"versions": {"scipy": scipy.__version__, "numpy": np.__version__, "pandas": pd.__version__}, "tables": []}
for name, real, synthetic, names in tables():
    content["tables"].append(
        {"name": name, "real": associations(real, names), "synthetic": associations(synthetic, names)})
write("validation_associations.json", content)
