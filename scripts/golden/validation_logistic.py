"""Golden areas of logistic detection: SDMetrics' own metric on fixed folds.

usage: python scripts/golden/validation_logistic.py
Needs sdmetrics 0.32 and scikit-learn 1.9; writes fixtures/golden/validation_logistic.json. Three things of SDMetrics are
replaced from outside: the unseeded folds by ours; the encoder by one that ignores unknown categories, at which SDMetrics
gives up; and the solver. "converged" is the minimum (Newton's method), "patient" what L-BFGS makes of it with all the steps
it wants, "shipped" the solver as SDMetrics calls it. Booleans are declared categorical: SDMetrics drops declared ones.
"""
import functools
import warnings

import numpy as np
import sdmetrics
import sdmetrics.utils
import sklearn
from sdmetrics.single_table import LogisticDetection
from sdmetrics.single_table.detection import base
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import OneHotEncoder

from validation_tables import kinded_tables, write

warnings.filterwarnings("ignore")
sdmetrics.utils.OneHotEncoder = functools.partial(OneHotEncoder, handle_unknown="ignore")
score_area = base.roc_auc_score


class Fixed:
    """Stands in for StratifiedKFold: folds that were drawn before."""
    folds = None

    def __init__(self, n_splits, shuffle):
        self.n_splits = n_splits

    def split(self, rows, truths):
        for fold in range(self.n_splits):
            yield np.flatnonzero(Fixed.folds != fold), np.flatnonzero(Fixed.folds == fold)


base.StratifiedKFold = Fixed


def detect(real, synthetic, kinds, **settings):
    """The metric and the area of every fold."""
    areas = []

    def note(truths, scores):
        areas.append(float(score_area(truths, scores)))
        return areas[-1]

    base.roc_auc_score = note
    metric = type("Settled", (LogisticDetection,), {
        "_get_classifier": staticmethod(lambda: LogisticRegression(**settings)),
    })
    types = {"number": "numerical", "date": "datetime", "category": "categorical", "boolean": "categorical"}
    metadata = {"columns": {c: {"sdtype": types[kinds[c]]} for c in real.columns}}
    return {"score": float(metric.compute(real.copy(), synthetic.copy(), metadata)), "areas": areas}


tables = {}
for index, (name, real, synthetic, kinds) in enumerate(kinded_tables()):
    rng = np.random.default_rng(300 + index)
    Fixed.folds = np.concatenate([rng.permutation(np.arange(len(t)) % 3) for t in (real, synthetic)])
    tables[name] = {
        "folds": Fixed.folds.tolist(),
        "converged": detect(real, synthetic, kinds, solver="newton-cholesky", tol=1e-10, max_iter=1_000),
        "patient": detect(real, synthetic, kinds, solver="lbfgs", tol=1e-10, max_iter=10_000),
        "shipped": detect(real, synthetic, kinds, solver="lbfgs"),
    }
write("validation_logistic.json", {
    "versions": {"sdmetrics": sdmetrics.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__}, "tables": tables,
})
