"""Golden values of the privacy and manifold metrics: SDMetrics where it has them, brute force in NumPy elsewhere.

usage: python scripts/golden/validation_privacy.py   (needs sdmetrics 0.32, scikit-learn; writes fixtures/golden/validation_privacy.json)

Formulas: the quantile DCR of TabPC (arXiv 2603.23016; z-scores, 2 per mismatch, L1, strictly below the 2 % quantile), the
neighbor distance ratio of CTAB-GAN (arXiv 2102.08369) over the hold-out's own, alpha-precision, beta-recall and authenticity
of arXiv 2102.08921 as synthcity computes them without an embedding: one-hot levels and numbers scaled to the real range,
30 steps of alpha, and, where its last column is taken for a label, that column dropped. Rows of names alone have many equal
distances that differ in their last bits: here, and nowhere in synthcity, these count as equal.
"""
import warnings

import numpy as np
import pandas as pd
import sdmetrics
import sklearn
from sdmetrics.single_table import DCRBaselineProtection, DCROverfittingProtection, NewRowSynthesis
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder

from validation_tables import cells, tables, with_gaps, write

warnings.filterwarnings("ignore")


def with_copies(synthetic, training, names, rng):
    """The synthetic rows, every fourth one replaced by a training row with some noise, every thirty-second by a copy."""
    mixture = synthetic.astype(object)
    for i in range(0, len(mixture), 4):
        source = training.iloc[rng.integers(len(training))]
        for c in mixture.columns:
            value = source[c]
            if i % 32 == 0 or value is None or value != value:
                pass
            elif c in names:
                value = training[c].iloc[rng.integers(len(training))] if rng.random() < .03 else value
            else:
                value = value * (1 + rng.uniform(-.012, .012))
            mixture.loc[mixture.index[i], c] = value
    return mixture.astype({c: float for c in mixture.columns if c not in names})


def text(column):
    """Levels as texts, a missing cell as the empty one."""
    return np.array(["" if v is None or v != v else str(v) for v in column])


def numbers(table, c):
    return table[c].astype(float).to_numpy()


def pairs(left, right, names, term, mismatch):
    """Summed terms of every row on the left and every one on the right; term(column, left numbers, right numbers) or None."""
    total = np.zeros((len(left), len(right)))
    for c in left.columns:
        if c in names:
            total += mismatch * (text(left[c])[:, None] != text(right[c])[None, :])
        elif (t := term(c, numbers(left, c), numbers(right, c))) is not None:
            total += t
    return total


def closest(training, names):
    """The distance of the closest record share, see validation_fidelity.py."""
    def term(c, a, b):
        known = training[c].astype(float).dropna()
        if known.empty:
            return None
        a, b = (np.where(np.isnan(v), known.median(), v) for v in (a, b))
        return np.abs(a[:, None] - b[None, :]) / max(known.max() - known.min(), 1e-9)
    return lambda left, right: pairs(left, right, names, term, 1)


def standardized(training, names):
    """Z-scores by the training rows, gaps at the mean, columns without spread left out, 2 per mismatch."""
    def term(c, a, b):
        known = training[c].astype(float).dropna().to_numpy()
        if len(known) == 0 or known.max() == known.min():
            return None
        scale = np.abs(known).max()
        mean, spread = (known / scale).mean() * scale, (known / scale).std() * scale
        a, b = (np.where(np.isnan(v), 0, (v - mean) / spread) for v in (a, b))
        return np.abs(a[:, None] - b[None, :])
    return lambda left, right: pairs(left, right, names, term, 2)


def low_ratio(distances):
    nearest = np.sort(distances, axis=1)[:, :2]
    with np.errstate(invalid="ignore"):
        return np.quantile(np.where(nearest[:, 1] == 0, 1, nearest[:, 0] / nearest[:, 1]), .05)


def random_rows(table, names, count, rng):
    """Every column by itself, uniform over its range or its levels, with as many gaps."""
    columns = {}
    for c in table.columns:
        known = [v for v in table[c] if v is not None and v == v]
        if not known:
            columns[c] = [np.nan] * count
            continue
        drawn = rng.choice(sorted(set(known)), count) if c in names else rng.uniform(min(known), max(known), count)
        gaps = rng.random(count) < 1 - len(known) / len(table)
        columns[c] = [None if g else v for g, v in zip(gaps, drawn)]
    return pd.DataFrame(columns)


def manifold(real, synthetic, names, label, drops_last):
    """Alpha-precision, beta-recall, authenticity as published and as synthcity has it."""
    order = [c for c in real.columns if c not in names] + [c for c in real.columns if c in names and c != label]
    order += [label] if label else []
    order = [c for c in order if c in names or np.isfinite(numbers(real, c)).any()]
    encoded = {}
    plain = [c for c in order if c not in names]
    named = [c for c in order if c in names]
    for key, table in (("real", real), ("synthetic", synthetic)):
        blocks = [np.where(np.isnan(numbers(table, c)), np.nanmedian(numbers(real, c)), numbers(table, c))[:, None] for c in plain]
        for c in named:
            levels = sorted(set(text(real[c])) | set(text(synthetic[c])))
            if c == order[-1]:  # levels that the real rows lack do not come last
                levels.sort(key=lambda v: (v in set(text(real[c])), v))
            blocks.append(OneHotEncoder(categories=[levels], sparse_output=False).fit_transform(text(table[c])[:, None]))
        encoded[key] = np.hstack(blocks)[:, :-1] if drops_last else np.hstack(blocks)
    scaler = MinMaxScaler().fit(encoded["real"])
    x, s = scaler.transform(encoded["real"]), scaler.transform(encoded["synthetic"])
    norm = lambda rows, center: np.sqrt(((rows - center) ** 2).sum(axis=1))
    squares = lambda a, b: np.array([((b - row) ** 2).sum(axis=1) for row in a])
    alphas = np.linspace(0, 1, 30)
    up_to = lambda values, limits: values <= limits * (1 + 1e-5)
    agreement = lambda shares: 1 - np.abs(alphas - np.array(shares)).sum() / alphas.sum()
    radii = np.quantile(norm(x, x.mean(axis=0)), alphas)
    to_center = norm(s, x.mean(axis=0))
    gaps = np.sort(squares(x, x), axis=1)[:, 1]
    to_synthetic = squares(x, s)
    nearest = to_synthetic.argmin(axis=1)
    distance = to_synthetic.min(axis=1)
    reach = norm(s, s.mean(axis=0))[nearest]
    limits = np.quantile(reach, alphas)
    to_real = squares(s, x)
    return {
        "alphaPrecision": agreement([up_to(to_center, r).mean() for r in radii]),
        "betaRecall": agreement([(up_to(distance, gaps) & up_to(reach, r)).mean() for r in limits]),
        "authenticity": float(up_to(gaps[to_real.argmin(axis=1)], to_real.min(axis=1)).mean()),
        "synthcityAuthenticity": float((~up_to(distance, gaps[nearest])).mean()),
    }


def wide(rng, n, shift):
    """Many names, so that no row equals another by chance, and a number with gaps."""
    columns = {f"c{k}": [f"v{v:02d}" for v in rng.integers(0, 6 + k, n)] for k in range(8)}
    return pd.DataFrame({**columns, "n": with_gaps(rng.gamma(2 + shift, 3, n), .1, rng)}), set(columns)


def all_tables():
    """The tables of the other goldens, and one more."""
    yield from tables()
    rng = np.random.default_rng(300)
    (real, names), (synthetic, _) = wide(rng, 320, 0), wide(rng, 180, .3)
    yield "wide", real, synthetic, names


def baseline_mean(training, synthetic, meta, count):
    """Mean and standard error of SDMetrics' baseline protection with its own random tables, over seeds."""
    known = [c for c in training.columns if training[c].notna().any()]
    meta = {"columns": {c: meta["columns"][c] for c in known}}
    scores = []
    for seed in range(count):
        DCRBaselineProtection._seed = seed
        np.random.seed(seed)
        scores.append(DCRBaselineProtection.compute(training[known], synthetic[known], meta, None))
    return [float(np.mean(scores)), float(np.std(scores) / count ** .5)]


content = {"versions": {"sdmetrics": sdmetrics.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__, "pandas": pd.__version__}, "tables": []}
for index, (name, real, synthetic, names) in enumerate(all_tables()):
    rng = np.random.default_rng(200 + index)
    half = len(real) // 2
    training, holdout = real[:half].reset_index(drop=True), real[half:2 * half].reset_index(drop=True)
    synthetic = with_copies(synthetic, training, names, rng)
    for table in (training, holdout, synthetic):  # SDMetrics spells names of NumPy's own type wrong
        for c in names:
            table[c] = pd.Series([v if v is None else str(v) for v in table[c]], dtype=object)
    random = random_rows(training, names, len(synthetic), rng)
    label = {"mixed": "owner", "numeric": None, "categorical": "few", "wide": "c3"}[name]
    meta = {"columns": {c: {"sdtype": "categorical" if c in names else "numerical"} for c in real.columns}}
    average = baseline_mean(training, synthetic, meta, 10)
    generate, DCRBaselineProtection._generate_random_data = DCRBaselineProtection._generate_random_data, lambda *_: random
    baseline = DCRBaselineProtection.compute(training, synthetic, meta, None)
    DCRBaselineProtection._generate_random_data = generate
    near, spread = closest(training, names), standardized(training, names)
    profile = [near(synthetic, training), near(synthetic, holdout), near(holdout, training)]
    limit = np.quantile(spread(holdout, training).min(axis=1), .02)
    ratios = low_ratio(spread(synthetic, training)), low_ratio(spread(holdout, training))
    count = min(half, len(synthetic))
    content["tables"].append({
        "name": name,
        "order": list(real.columns),
        "categorical": sorted(names),
        "label": label,
        "training": cells(training, names),
        "holdout": cells(holdout, names),
        "synthetic": cells(synthetic, names),
        "random": cells(random, names),
        "nearCopies": 1 - NewRowSynthesis.compute(training, synthetic, meta),
        "overfittingProtection": float(DCROverfittingProtection.compute(training, synthetic, holdout, meta, None)),
        "baselineProtection": float(baseline),
        "baselineProtectionOverSeeds": average,
        "closeRecordRate": float((spread(synthetic, training).min(axis=1) < limit).mean()) if limit > 0 else None,
        "neighborDistanceRatio": float(ratios[0] / ratios[1]) if ratios[1] > 0 else None,
        "distanceQuantiles": [np.quantile(d.min(axis=1), [.01, .05, .25, .5, .75]).tolist() for d in profile],
        "manifold": manifold(training[:count], synthetic[:count], names, label, False),
        "manifoldButLast": manifold(training[:count], synthetic[:count], names, label, True),
    })
write("validation_privacy.json", content)
