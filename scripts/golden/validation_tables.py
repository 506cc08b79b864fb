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


def calendar(rng, n, shift):
    """Dates and booleans with and without gaps, constants, a column that only one side has."""
    day = 86_400 * 10**9
    seen = np.datetime64("2021-03-01T06:00:00", "ns") + (rng.integers(0, 5_000_000, n) * 10**9).astype("timedelta64[ns]")
    born = np.datetime64("1950-01-01", "ns") + (rng.integers(0, 20_000, n) * day).astype("timedelta64[ns]")
    late = rng.random(n) < .4 + shift
    return pd.DataFrame({
        "seen": seen,
        "born": pd.Series(pd.to_datetime(with_gaps(list(born + (late * 3_000 * day).astype("timedelta64[ns]")), .1 + shift / 3, rng))),
        "late": late,
        "agreed": pd.Series(with_gaps([bool(v) for v in rng.random(n) < .7], .2, rng), dtype=object),
        "fixed": np.full(n, 7.0),
        "word": ["same"] * n,
        "lost": rng.normal(size=n) if shift else np.full(n, np.nan),
        "gone": np.full(n, np.nan) if shift else rng.normal(size=n),
        "score": rng.normal(late * 1.0, 1 + shift, n),
        "group": rng.choice(["a", "b", "c"], n),
    }), dict(seen="date", born="date", late="boolean", agreed="boolean", fixed="number", word="category", lost="number",
             gone="number", score="number", group="category")


def skewed(rng, n, shift):
    """Numbers that are mostly zero with a long tail, which a scaling by quartiles leaves as they are; a rare category."""
    group = rng.choice(["u", "v", "w"], n, p=[.5 - shift / 5, .3 + shift / 5, .2])
    gain = np.where(rng.random(n) < .08 + .1 * (group == "w"), np.round(rng.lognormal(7, 1.2, n)), 0.0)
    return pd.DataFrame({
        "gain": gain,
        "loss": np.where(rng.random(n) < .04 + shift / 9, rng.integers(100, 4_000, n), 0).astype(float),
        "hours": np.clip(np.round(rng.normal(40, 12 + 9 * shift, n)), 1, 99),
        "group": group,
        "place": with_gaps(rng.choice([f"p{v}" for v in range(14)], n, p=np.arange(1, 15) / 105), .05, rng),
        "rich": np.where(gain > 500, "yes", "no"),
    }), dict(gain="number", loss="number", hours="number", group="category", place="category", rich="category")


def handful(rng, n, shift):
    """Hardly any rows, each number twice at most."""
    return pd.DataFrame({
        "count": rng.integers(0, 6, n).astype(float),
        "size": np.round(rng.normal(shift, 1, n), 1),
        "kind": rng.choice(["x", "y"], n),
    }), dict(count="number", size="number", kind="category")


def crowded(rng, n, shift):
    """A category with about as many levels as rows."""
    return pd.DataFrame({
        "street": [f"s{v:03d}" for v in rng.choice(400, n)],
        "price": np.round(rng.normal(shift, 1, n), 2),
        "kind": rng.choice(["x", "y"], n),
    }), dict(street="category", price="number", kind="category")


def kinded_tables():
    """(name, real, synthetic, kind of every column) of the tables above and of four odd ones."""
    for name, real, synthetic, names in tables():
        yield name, real, synthetic, {c: "category" if c in names else "number" for c in real.columns}
    sizes = [(calendar, 180, 150), (skewed, 420, 360), (handful, 12, 10), (crowded, 300, 270)]
    for index, (make, n_real, n_synthetic) in enumerate(sizes):
        rng = np.random.default_rng(200 + index)
        real, kinds = make(rng, n_real, 0)
        synthetic, _ = make(rng, n_synthetic, .3)
        yield make.__name__, real, synthetic, kinds


def kinded_cells(table, kinds):
    """Columns as JSON: numbers, dates as seconds since 1970, texts and booleans as words; null where missing."""
    def cell(value, kind):
        if value is None or value is pd.NaT or value != value:
            return None
        if kind == "date":
            return pd.Timestamp(value).value / 1e9
        return float(value) if kind == "number" else str(value)
    return {c: [cell(v, kinds[c]) for v in table[c]] for c in table.columns}


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
