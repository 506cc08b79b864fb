"""Golden values of the image metrics by NumPy, SciPy, scikit-learn and scikit-image, after the formulas of the reference codes
(pytorch-fid, torch-fidelity, prdc).

usage: python scripts/golden/validation_images.py   (needs numpy, scipy, scikit-learn, scikit-image; writes
fixtures/golden/validation_images.json)

Features and pixels are not stored: both sides draw them from SplitMix64 (`SeededGenerator`), exactly the same ones.
"""
import platform

import numpy as np
import scipy
import skimage
import sklearn
from scipy import linalg, ndimage, stats
from scipy.spatial.distance import cdist, pdist
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.metrics import pairwise_distances, recall_score
from sklearn.metrics.pairwise import polynomial_kernel

from validation_tables import write

MASK = (1 << 64) - 1


class Generator:
    """SplitMix64, its state the seed 0 mixed with the FNV-1a hash of a name."""

    def __init__(self, stream):
        self.state = 0xCBF29CE484222325
        for byte in stream.encode():
            self.state = ((self.state ^ byte) * 0x100000001B3) & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        bits = self.state
        bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & MASK
        return bits ^ (bits >> 31)

    def normal(self):
        """Nearly normal: twelve 24-bit fractions less 6, exact in double precision."""
        return sum(self.next() >> 40 for _ in range(12)) / (1 << 24) - 6


def features(stream, count, dimension, shift=0.0, scale=1.0, dead=0):
    """Float32 features, shifted in every dimension; the last `dead` ones are all 0, as some units of a network are."""
    g = Generator(stream)
    rows = np.array([[g.normal() * scale + shift for _ in range(dimension)] for _ in range(count)]).astype(np.float32)
    if dead: rows[:, -dead:] = 0
    return rows


def bytes_(stream, shape):
    g = Generator(stream)
    return np.array([g.next() >> 56 for _ in range(int(np.prod(shape)))], np.uint8).reshape(shape)


def pattern(width, height, channels, across, down):
    """Slanted triangle waves, one per channel."""
    x, y, c = np.meshgrid(np.arange(width), np.arange(height), np.arange(channels), indexing="xy")
    return np.abs((x * across + y * down + c * 90) % 510 - 255).astype(np.uint8)


def disturbed(image, amount):
    """The same with a regular disturbance."""
    y, x, c = np.indices(image.shape)
    return np.clip(image.astype(int) + (x * 7 + y * 13 + c * 5) % (2 * amount + 1) - amount, 0, 255).astype(np.uint8)


# ------------------------------------------------------------------------------------------------------------ features
def frechet(a, b):
    """pytorch-fid's formula."""
    m = a.mean(0) - b.mean(0)
    ca, cb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = linalg.sqrtm(ca @ cb)
    if not np.isfinite(root).all(): root = linalg.sqrtm((ca + 1e-6 * np.eye(len(ca))) @ (cb + 1e-6 * np.eye(len(cb))))
    return float(m @ m + np.trace(ca) + np.trace(cb) - 2 * np.trace(root).real)


def frechet_eigen(a, b):
    """torch-fidelity's: the square roots of the eigenvalues of the product; it does with dead units."""
    m = a.mean(0) - b.mean(0)
    ca, cb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    roots = np.sqrt(np.linalg.eigvals(ca @ cb).astype(complex)).real.sum()
    return float(m @ m + np.trace(ca) + np.trace(cb) - 2 * roots)


def kernel(x, y):
    k = lambda a, b: polynomial_kernel(a, b, degree=3, gamma=1 / a.shape[1], coef0=1)
    n, m = len(x), len(y)
    kxx, kyy = k(x, x), k(y, y)
    return float((kxx.sum() - np.trace(kxx)) / (n * (n - 1)) + (kyy.sum() - np.trace(kyy)) / (m * (m - 1)) - 2 * k(x, y).mean())


def prdc(real, fake, k):
    radius = lambda x: np.partition(pairwise_distances(x), k, axis=1)[:, k]
    rr, rf, d = radius(real), radius(fake), cdist(real, fake)
    inside = d < rr[:, None]
    return {"precision": float(inside.any(0).mean()), "recall": float((d < rf[None]).any(1).mean()),
            "density": float(inside.sum(0).mean() / k), "coverage": float((d.min(1) < rr).mean())}


def classifier_score(p, parts):
    """torch-fidelity's formula; a probability of 0 counts nothing."""
    n, values = len(p), []
    for i in range(parts):
        q = p[i * n // parts:(i + 1) * n // parts]
        values.append(np.exp(np.mean([stats.entropy(row, q.mean(0)) for row in q])))
    return float(np.mean(values)), float(np.std(values))


eigen = []
for name, n, rank in [("full", 5, 5), ("deficient", 12, 4), ("large", 60, 60), ("pair", 2, 2)]:
    f = features(f"eigen {name}", rank, n).astype(float)
    values, _ = np.linalg.eigh(f.T @ f)
    eigen.append({"name": name, "dimension": n, "rank": rank, "values": values.tolist()})

pairs = []
for name, n, m, d, shift, scale, dead in [("same", 90, 120, 8, 0, 1, 0), ("shifted", 150, 100, 16, .5, 1.5, 0),
                                          ("dead", 80, 70, 12, .25, .5, 3), ("large", 600, 500, 64, 0, 1, 0)]:
    a, b = features(f"first {name}", n, d, 0, 1, dead), features(f"second {name}", m, d, shift, scale, dead)
    x, y = a.astype(float), b.astype(float)
    f = frechet_eigen(x, y)
    if not dead: assert abs(f - frechet(x, y)) < 1e-8, name
    pairs.append({"name": name, "counts": [n, m], "dimension": d, "shift": shift, "scale": scale, "dead": dead, "frechet": f,
                  "kernel": kernel(x, y), "prdc": {str(k): prdc(x, y, k) for k in (3, 5)},
                  "meanDistances": [float(pdist(x).mean()), float(pdist(y).mean())]})

scores = []
for name, n, k, parts, sharpness in [("ten", 200, 10, 10, 2), ("two", 57, 2, 1, 1), ("five", 101, 5, 3, 6)]:
    e = np.exp(features(f"logits {name}", n, k).astype(float) * sharpness)
    p = (e / e.sum(1, keepdims=True)).astype(np.float32)
    # Every fourth image is certain, as a classifier's often are: a probability of 0 counts nothing.
    p[::4] = np.eye(k, dtype=np.float32)[np.arange(n)[::4] % k]
    labels = np.array([Generator(f"label {name} {i}").next() % k for i in range(n)])
    seen = p.argmax(1)
    mean, deviation = classifier_score(p.astype(float), parts)
    scores.append({"name": name, "parts": parts, "dimension": k, "probabilities": [float(v) for v in p.ravel()], "labels": labels.tolist(),
                   "mean": mean, "deviation": deviation, "accuracy": float((seen == labels).mean()),
                   "recalls": recall_score(labels, seen, labels=range(k), average=None, zero_division=0).tolist()})


# -------------------------------------------------------------------------------------------------------------- pixels
def window(side):
    size = min(11, side); size -= 1 - size % 2
    offset = np.arange(size) - (size - 1) / 2
    w = np.exp(-.5 * (offset / (1.5 * size / 11)) ** 2)
    return w / w.sum()


def similarity(a, b):
    """Mean of the whole formula, and of contrast and pattern alone, of one channel."""
    w = window(min(a.shape)); half = len(w) // 2
    def means(x):
        y = ndimage.correlate1d(ndimage.correlate1d(x, w, 0), w, 1)
        return y[half:y.shape[0] - half, half:y.shape[1] - half]
    ma, mb = means(a), means(b)
    va, vb, cab = means(a * a) - ma * ma, means(b * b) - mb * mb, means(a * b) - ma * mb
    c1, c2 = (.01 * 255) ** 2, (.03 * 255) ** 2
    contrast = (2 * cab + c2) / (va + vb + c2)
    return float(((2 * ma * mb + c1) / (ma * ma + mb * mb + c1) * contrast).mean()), float(contrast.mean())


def multi_scale(a, b):
    weights = [.0448, .2856, .3001, .2363, .1333]
    side, count = min(a.shape[:2]), 1
    while count < 5 and side // 2 ** count >= 11: count += 1
    weights = np.array(weights[:count]) / sum(weights[:count])
    results = []
    for c in range(a.shape[2]):
        x, y, product = a[:, :, c].astype(float), b[:, :, c].astype(float), 1.0
        for scale, w in enumerate(weights):
            if scale:
                h, v = x.shape[0] // 2 * 2, x.shape[1] // 2 * 2
                x, y = ((z[:h:2, :v:2] + z[1:h:2, :v:2] + z[:h:2, 1:v:2] + z[1:h:2, 1:v:2]) / 4 for z in (x, y))
            whole, contrast = similarity(x, y)
            product *= max(0, whole if scale == count - 1 else contrast) ** w
        results.append(product)
    return float(np.mean(results))


images = []
for width, height, channels, across, down, amount in [(28, 28, 1, 9, 5, 30), (16, 20, 3, 12, 3, 60), (45, 33, 1, 4, 7, 15),
                                                      (8, 8, 1, 20, 31, 25), (180, 177, 1, 2, 3, 20), (3, 5, 2, 60, 20, 10)]:
    a = pattern(width, height, channels, across, down); b = disturbed(a, amount)
    ours = float(np.mean([similarity(a[:, :, c].astype(float), b[:, :, c].astype(float))[0] for c in range(channels)]))
    if min(width, height) >= 11:  # where the usual window fits
        theirs = structural_similarity(a, b, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255, channel_axis=2)
        assert abs(ours - theirs) < 1e-12, (ours, theirs)
        ours = float(theirs)
    images.append({"shape": [width, height, channels], "across": across, "down": down, "amount": amount, "similarity": ours,
                   "multiScale": multi_scale(a, b), "signalToNoise": float(peak_signal_noise_ratio(a, b, data_range=255))})

searches = []
for name, shape, counts, copied in [("grey", (6, 5, 1), (70, 40, 50), 3), ("colour", (9, 9, 3), (33, 20, 31), 0), ("coarse", (2, 2, 1), (60, 50, 40), 5)]:
    training, holdout, synthetic = (bytes_(f"{side} {name}", (n, *shape)) for side, n in zip(("training", "holdout", "synthetic"), counts))
    if name == "coarse":  # few grey levels: ties and equal images
        training, holdout, synthetic = training // 64 * 64, holdout // 64 * 64, synthetic // 64 * 64
    for i in range(copied): synthetic[i] = training[7 * i]
    flat = lambda x: x.reshape(len(x), -1).astype(float)
    T, H, S = flat(training), flat(holdout), flat(synthetic)
    size = T.shape[1]
    ds, dh, dt = ((cdist(x, T, "sqeuclidean")).round() for x in (S, H, T))
    np.fill_diagonal(dt, np.inf)
    rms = lambda d: np.sqrt(d / size)
    limit = np.quantile(rms(dh.min(1)), .01)
    shift = stats.norm.isf(stats.mannwhitneyu(ds.min(1), dh.min(1), alternative="greater", method="asymptotic", use_continuity=False).pvalue)
    searches.append({"name": name, "shape": [shape[1], shape[0], shape[2]], "counts": counts, "copied": copied,
                     "nearest": ds.argmin(1).tolist(), "squaredDistances": ds.min(1).astype(int).tolist(), "threshold": float(limit),
                     "copies": float((rms(ds.min(1)) < limit).mean()), "exactCopies": float((ds.min(1) == 0).mean()),
                     "authenticity": float((ds.min(1) > dt.min(1)[ds.argmin(1)]).mean()),
                     "holdoutAuthenticity": float((dh.min(1) > dt.min(1)[dh.argmin(1)]).mean()), "distanceShift": float(shift)})

write("validation_images.json", {
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
                 "scikit-learn": sklearn.__version__, "scikit-image": skimage.__version__},
    "eigen": eigen, "pairs": pairs, "scores": scores, "images": images, "searches": searches,
})
