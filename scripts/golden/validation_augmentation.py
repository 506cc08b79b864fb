"""Golden values behind the gain from adding rows: weighted forests, balanced weights, average precision, neighbours, intervals.

usage: python scripts/golden/validation_augmentation.py
Needs xgboost 1.7 (the C library of Debian 12), scikit-learn and scipy; writes fixtures/golden/validation_augmentation.json.
"""
import numpy as np
import sklearn
import xgboost
from scipy.stats import norm, t
from sklearn.metrics import average_precision_score
from sklearn.utils.class_weight import compute_sample_weight

from validation_tables import write

rng = np.random.default_rng(23)


def listed(values):
    """Float32 numbers as JSON; null where missing."""
    return [None if v != v else float(v) for v in np.asarray(values, np.float32).ravel()]


# Weighted forests with shares of rows and columns and few bins, as the gain trains them.
def rows(n):
    x = np.column_stack([rng.normal(size=n), rng.lognormal(1, 1, n), rng.integers(0, 5, n), rng.normal(size=n)]).astype(np.float32)
    x[rng.random(x.shape) < .05] = np.nan
    return x


x, test = rows(300), rows(80)
score = np.nan_to_num(x[:, 0]) + np.nan_to_num(x[:, 2]) / 3 + rng.normal(0, .4, 300)
forests = []
for name, y in [("binary", (score > 1.6).astype(int)), ("classes", np.digitize(score, [-.6, 1.8]))]:
    weights = compute_sample_weight("balanced", y).astype(np.float32)
    settings = dict(verbosity=0, nthread=1, tree_method="hist", max_depth=6, learning_rate=.3, max_bin=64, subsample=.8, colsample_bytree=.8, seed=17)
    if name == "binary":
        settings |= dict(objective="binary:logistic", base_score=float(np.float32(np.average(y, weights=weights.astype(float)))))
    else:
        settings |= dict(objective="multi:softprob", num_class=3)
    model = xgboost.train(settings, xgboost.DMatrix(x, y, weight=weights, nthread=1), num_boost_round=40)
    forests.append({
        "name": name, "labels": y.astype(int).tolist(), "weights": listed(weights),
        "predictions": listed(model.predict(xgboost.DMatrix(test, nthread=1))),
    })

# Average precision, with ties.
precisions = []
for n, decimals in [(200, 6), (300, 1), (37, 0)]:
    truth = (rng.random(n) < .2).astype(int)
    guess = np.round(rng.normal(truth * .8, 1), decimals).astype(np.float32)
    precisions.append({"scores": listed(guess), "truths": truth.tolist(), "value": average_precision_score(truth, guess)})

# Neighbours within a class: numbers in units of their deviation, a gap or another category counts as one unit.
points = np.column_stack([rng.normal(0, 40, 60), rng.lognormal(0, 1, 60), rng.integers(0, 3, 60)]).astype(np.float32)
points[rng.random(60) < .15, 1] = np.nan
p = points.astype(float)
scaled = np.column_stack([(c - np.nanmean(c)) / np.nanstd(c) for c in (p[:, 0], p[:, 1])])
gap = np.isnan(scaled[:, 1])
scaled = np.nan_to_num(scaled)
squares = ((scaled[:, None] - scaled[None]) ** 2).sum(-1) + (gap[:, None] != gap[None]) + (p[:, None, 2] != p[None, :, 2])
np.fill_diagonal(squares, np.inf)
neighbours = np.argsort(squares, axis=1, kind="stable")[:, :5]

# Intervals: rows drawn class by class, one seed fewer than there are, their spread widened as Student's t is; three arms.
seeds, classes = 5, 3
spread = t.ppf(.975, seeds - 1) / norm.ppf(.975)


def widened(gains, drawn):
    """The mean over the drawn seeds, further away from that over all of them."""
    return gains.mean(1) + spread * (gains[:, drawn].mean(1) - gains.mean(1))


truths = np.sort(rng.choice(classes, 300, p=[.6, .3, .1]))
models = []
for skill in (.70, .74, .62):
    for _ in range(seeds):
        right = rng.random(300) < skill + rng.normal(0, .02)
        models.append(np.where(right, truths, rng.integers(0, classes, 300)))
models = np.array(models)


def f1s(truth, guess):
    """F1 of every class."""
    hits = np.array([((truth == c) & (guess == c)).sum() for c in range(classes)])
    sums = np.array([(truth == c).sum() + (guess == c).sum() for c in range(classes)])
    return 2 * hits / sums


def gains(rows_, drawn):
    """Per arm: gain in macro-F1 and in the F1 of the last class, means over the seeds."""
    scores = np.array([f1s(truths[rows_], m[rows_]) for m in models])
    both = np.column_stack([scores.mean(1), scores[:, -1]]).reshape(-1, seeds, 2)
    return widened(both - both[0], drawn)


draws = np.random.default_rng(5)
strata = [np.flatnonzero(truths == c) for c in range(classes)]
replicates = np.array([
    gains(np.concatenate([draws.choice(s, len(s)) for s in strata]), draws.integers(0, seeds, seeds - 1)) for _ in range(20_000)
])
means = gains(np.arange(300), np.arange(seeds))
lower, upper = np.quantile(replicates, [.025, .975], axis=0)

numbers = rng.normal(0, 1, 200)
guesses = np.array([numbers + rng.normal(0, s + rng.normal(0, .01), 200) for s in (.5, .45, .6) for _ in range(seeds)])
errors = (guesses - numbers) ** 2


def reductions(rows_, drawn):
    """Per arm: the share by which the error shrinks, mean over the seeds."""
    size = np.sqrt(errors[:, rows_].mean(1)).reshape(-1, seeds)
    return widened(1 - size / size[0], drawn)


shrunk = np.array([reductions(draws.integers(0, 200, 200), draws.integers(0, seeds, seeds - 1)) for _ in range(20_000)])
ends = np.quantile(shrunk, [.025, .975], axis=0)
write("validation_augmentation.json", {
    "versions": {"xgboost": xgboost.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "training": listed(x), "test": listed(test), "featureCount": 4, "forests": forests,
    "averagePrecisions": precisions,
    "points": listed(points), "neighbours": neighbours.tolist(),
    "classIntervals": {
        "truths": truths.tolist(), "models": models.tolist(), "classCount": classes, "seedCount": seeds,
        "means": means.T.tolist(), "lower": lower.T.tolist(), "upper": upper.T.tolist(),
    },
    "errorIntervals": {
        "truths": numbers.tolist(), "models": guesses.tolist(), "seedCount": seeds,
        "means": [reductions(np.arange(200), np.arange(seeds)).tolist()], "lower": [ends[0].tolist()], "upper": [ends[1].tolist()],
    },
})
