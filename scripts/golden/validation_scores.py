"""Golden values of classification and regression scores by scikit-learn.

usage: python scripts/golden/validation_scores.py   (needs scikit-learn 1.9; writes fixtures/golden/validation_scores.json)
"""
import numpy as np
import sklearn
from sklearn.metrics import accuracy_score, f1_score, mean_squared_error, r2_score, recall_score, roc_auc_score

from validation_tables import write

rng = np.random.default_rng(7)
binary, classes, numbers = [], [], []
for n, decimals in [(200, 6), (300, 1), (37, 0)]:  # few decimals: many ties
    truth = (rng.random(n) < .3).astype(int)
    score = np.round(rng.normal(truth * .8, 1), decimals).astype(np.float32)
    binary.append({"scores": [float(v) for v in score], "truths": truth.tolist(), "area": roc_auc_score(truth, score)})
for n, k in [(150, 3), (160, 7), (60, 4)]:
    truth = np.r_[np.arange(k), rng.integers(0, k, n - k)]
    logits = np.round(rng.normal(size=(n, k)) + 1.5 * np.eye(k)[truth], 1)
    share = (np.exp(logits) / np.exp(logits).sum(1, keepdims=True)).astype(np.float32)
    rounded = (np.round(share.astype(float) * 64) / 64).astype(np.float32)  # ties; rows need not sum to 1 for one-vs-rest
    areas = [roc_auc_score(truth == c, rounded[:, c]) for c in range(k)]
    guess = share.argmax(1)
    if k == 4:
        guess[guess == 3] = 0  # a class that is never predicted
    classes.append({
        "classCount": k, "truths": truth.tolist(), "predictions": guess.tolist(),
        "probabilities": [float(v) for v in rounded.ravel()], "macroArea": float(np.mean(areas)),
        "softmax": [float(v) for v in share.ravel()],
        "softmaxMacroArea": roc_auc_score(truth, share.astype(float), multi_class="ovr"),
        "accuracy": accuracy_score(truth, guess), "macroF1": f1_score(truth, guess, average="macro"),
        "f1s": f1_score(truth, guess, average=None).tolist(), "recalls": recall_score(truth, guess, average=None).tolist(),
    })
for n, scale in [(50, 1.0), (200, 1e6), (10, 1e-8)]:
    truth = rng.normal(5, 2, n) * scale
    guess = truth + rng.normal(0, 1, n) * scale
    numbers.append({
        "truths": truth.tolist(), "predictions": guess.tolist(),
        "rootMeanSquaredError": float(np.sqrt(mean_squared_error(truth, guess))), "determination": r2_score(truth, guess),
    })
write("validation_scores.json", {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "binary": binary, "classes": classes, "numbers": numbers,
})
