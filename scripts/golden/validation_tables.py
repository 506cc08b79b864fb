"""The small tables behind the validation goldens: made here, from a fixed seed, nothing downloaded.

Each is a pair (real, synthetic) of pandas tables plus the set of its categorical columns; None is a missing cell.
"""
import json
import os

import numpy as np
import pandas as pd

FOLDER = os.path.join(os.path.dirname(__file__), "..", "..", "fixtures", "golden")


def with_gaps(values, share, rng):
    """The values with a share of them missing."""
    return [None if rng.random() < share else v for v in values]


def mixed(rng, n, shift):
    """Every kind of column: gaps, a constant, nothing at all, huge numbers, an unseen category."""
    age = rng.integers(17, 90, n)
    pay = np.round(rng.lognormal(7 + shift, 1, n), 2)
    town = rng.choice(list("ABCDEFGH"), n, p=[.3, .2, .15, .1 + shift / 10, .1, .08 - shift / 10, .05, .02])
    if shift:
        town[:3] = "unseen"
    return pd.DataFrame({
        "age": age.astype(float),
        "pay": with_gaps(pay, .1, rng),
        "huge": rng.normal(size=n) * 1e200,
        "town": with_gaps(town, .15 + shift / 5, rng),
        "owner": np.where(age + rng.normal(0, 20, n) > 50, "yes", "no"),
        "country": ["AT"] * n,
        "zero": np.zeros(n),
        "nothing": [np.nan] * n,
    }), {"town", "owner", "country"}


def numeric(rng, n, shift):
    """Numbers only: heavy tails, a spike, integers, tiny values, a copy of another column."""
    base = rng.normal(size=n)
    return pd.DataFrame({
        "normal": base,
        "tail": rng.standard_t(1.5, n) * (1 + shift),
        "spike": np.where(rng.random(n) < .7, 0.0, rng.integers(1, 100_000, n)),
        "tiny": base * 1e-12 + rng.normal(size=n) * 1e-13,
        "double": base * 2 + rng.normal(0, .1 + shift, n),
        "epoch": 1.7e9 + rng.integers(0, 86400 * 30, n).astype(float),
    }), set()


def categorical(rng, n, shift):
    """Names only: many levels, unseen ones on both sides, a rare one, gaps, dependence."""
    first = rng.choice(40, n) + (5 if shift else 0)
    second = np.where(rng.random(n) < .8, first % 4, rng.integers(0, 4, n))
    return pd.DataFrame({
        "many": [f"m{v:02d}" for v in first],
        "few": [f"f{v}" for v in second],
        "rare": np.where(rng.random(n) < .02 + shift / 20, "rare", "usual"),
        "gaps": with_gaps(rng.choice(["p", "q"], n), .3, rng),
    }), {"many", "few", "rare", "gaps"}


def tables():
    """(name, real, synthetic, categorical columns) of every golden table."""
    for index, (make, n_real, n_synthetic) in enumerate([(mixed, 300, 220), (numeric, 400, 400), (categorical, 250, 333)]):
        rng = np.random.default_rng(100 + index)
        real, names = make(rng, n_real, 0)
        synthetic, _ = make(rng, n_synthetic, .3)
        yield make.__name__, real, synthetic, names


def cells(table, names):
    """Columns as JSON: numbers, texts, null where missing."""
    return {
        c: [None if v is None or v != v else (v if c in names else float(v)) for v in table[c]]
        for c in table.columns
    }


def write(name, content):
    """Writes a golden file, with full precision."""
    path = os.path.join(FOLDER, name)
    with open(path, "w") as file:
        json.dump(content, file, allow_nan=False)
        file.write("\n")
    print(f"wrote {name}, {os.path.getsize(path):,} bytes")
