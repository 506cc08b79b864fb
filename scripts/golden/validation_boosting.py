"""Golden predictions and areas of gradient-boosted trees by XGBoost's Python package, one thread, fixed folds.

usage: python scripts/golden/validation_boosting.py
Needs xgboost 1.7 (the C library of Debian 12) and scikit-learn; writes fixtures/golden/validation_boosting.json.
"""
import numpy as np
import sklearn
import xgboost
from sklearn.metrics import roc_auc_score

from validation_tables import write

rng = np.random.default_rng(11)


def rows(n, missing):
    """Float32 features: two numbers, a spike, a category's code, gaps."""
    x = np.column_stack([
        rng.normal(size=n), rng.lognormal(5, 2, n), np.where(rng.random(n) < .6, 0, rng.integers(1, 50, n)), rng.integers(0, 6, n),
    ]).astype(np.float32)
    x[rng.random(x.shape) < missing] = np.nan
    return x


def fit(x, y, test, **settings):
    """Predictions of a forest grown by the package's own parameters."""
    settings = {"verbosity": 0, "nthread": 1, "tree_method": "hist", **settings}
    rounds = settings.pop("rounds")
    model = xgboost.train(settings, xgboost.DMatrix(x, y, nthread=1), num_boost_round=rounds)
    return model.predict(xgboost.DMatrix(test, nthread=1))


def listed(values):
    """Float32 numbers as JSON; null where missing."""
    return [None if v != v else float(v) for v in np.asarray(values, np.float32).ravel()]


detections = []
for n, missing, shift in [(150, 0, .6), (300, .1, .2), (90, .3, 0)]:
    real, fake = rows(n, missing), rows(n, missing)
    fake[:, 0] += shift
    x, y = np.vstack([real, fake]), np.r_[np.ones(n), np.zeros(n)]
    folds = np.r_[rng.permutation(np.arange(n) % 3), rng.permutation(np.arange(n) % 3)]
    areas = []
    for k in range(3):
        f, t = folds != k, folds == k
        p = fit(x[f], y[f], x[t], rounds=100, max_depth=6, learning_rate=.3, objective="binary:logistic", base_score=float(np.float32(y[f].mean())))
        areas.append(roc_auc_score(y[t], p))
    detections.append({"featureCount": 4, "values": listed(x), "truths": y.astype(int).tolist(), "folds": folds.tolist(), "areas": areas})

x, test = rows(240, .05), rows(80, .05)
score = np.nan_to_num(x[:, 0]) + np.nan_to_num(x[:, 3]) / 3
kinds = np.digitize(score, [-.2, .8]).astype(int)
price = np.round(score * 3 + rng.normal(0, .2, 240), 3).astype(np.float32)
forests = {
    "binary": (kinds > 0, dict(objective="binary:logistic", base_score=float(np.float32((kinds > 0).mean())))),
    "classes": (kinds, dict(objective="multi:softprob", num_class=3)),
    "number": (price, dict(objective="reg:squarederror", base_score=float(np.float32(price.astype(float).mean())))),
}
write("validation_boosting.json", {
    "versions": {"xgboost": xgboost.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "detections": detections,
    "training": listed(x), "test": listed(test), "featureCount": 4,
    "forests": {
        name: {"labels": listed(y), "predictions": listed(fit(x, y, test, rounds=200, max_depth=6, learning_rate=.1, **settings))}
        for name, (y, settings) in forests.items()
    },
})
