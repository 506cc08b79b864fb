"""Golden values of the Inception network by PyTorch in double precision: the variant of the Fréchet distance, own code, with weights
from a formula that the test repeats. The layers' graph is first compared with torchvision's network on the same weights.

usage: python scripts/golden/inception.py   (needs torch, torchvision, numpy; writes fixtures/golden/inception.json)
"""
import json, os, platform
from functools import reduce

import numpy as np
import torch
import torch.nn.functional as F
import torchvision

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fixtures", "golden")
CLASSES = 1008


def uniform(seed, count):
    """Numbers in 0 ..< 1 with 24 bits: a mixed counter. Source of the mixer: Wellons, hash-prospector, lowbias32."""
    with np.errstate(over="ignore"):
        x = np.uint32(seed) + np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9)
        x = (x ^ (x >> np.uint32(16))) * np.uint32(0x7FEB352D)
        x = (x ^ (x >> np.uint32(15))) * np.uint32(0x846CA68B)
        x ^= x >> np.uint32(16)
    return (x >> np.uint32(8)).astype(np.float64) * 2.0**-24


def seed(name):
    """FNV-1a of 32 bits."""
    return reduce(lambda h, byte: (h ^ byte) * 0x01000193 % 2**32, name.encode(), 0x811C9DC5)


def tensor(name, shape):
    """Weights that keep activations near 1, rounded to float32: both sides start from the same."""
    u = uniform(seed(name), int(np.prod(shape)))
    if name.endswith(("bn.weight", "running_var")): values = 0.8 + 0.4 * u
    elif name.endswith(("bn.bias", "running_mean")): values = 0.4 * u - 0.2
    elif name == "fc.bias": values = 2 * u - 1
    else: values = (2 * u - 1) * np.sqrt(6 / np.prod(shape[1:]))
    return torch.from_numpy(values.astype(np.float32).astype(np.float64).reshape(shape))


def pixels(image, height, width, channels):
    """Slanted stripes under noise, by whole numbers."""
    y, x, c = np.meshgrid(*map(np.arange, (height, width, channels)), indexing="ij")
    stripes = (x * (5 + image) + y * 3 * (c + 1) + 50 * image) % 256
    noise = (uniform(image, stripes.size) * 256).astype(int).reshape(stripes.shape)
    return (3 * stripes + noise) // 4


def prepared(images):
    x = torch.tensor(np.stack(images), dtype=torch.float64) / 255
    if x.shape[3] % 2 == 0: x = x[..., :-1] * x[..., -1:]
    x = x.expand(-1, -1, -1, 3).permute(0, 3, 1, 2)
    return 2 * F.interpolate(x, size=(299, 299), mode="bilinear", align_corners=False) - 1


def network(weights, x, frechet):
    """Features and logits; `frechet` takes the pools of the Fréchet distance's network instead of torchvision's."""
    def conv(h, name, stride=1, pad=None):
        w = weights[f"{name}.conv.weight"]
        pad = [(k - 1) // 2 for k in w.shape[2:]] if pad is None else pad
        part = lambda p: weights[f"{name}.bn.{p}"]
        h = F.batch_norm(F.conv2d(h, w, stride=stride, padding=pad), part("running_mean"), part("running_var"),
                         part("weight"), part("bias"), eps=1e-3)
        return F.relu(h)

    def chain(h, block, *names, last_stride=1):
        for name in names:
            halves = last_stride == 2 and name is names[-1]
            h = conv(h, f"{block}.{name}", 2 if halves else 1, 0 if halves else None)
        return h

    mean = lambda h: F.avg_pool2d(h, 3, 1, 1, count_include_pad=not frechet)
    largest = lambda h: F.max_pool2d(h, 3, 1, 1) if frechet else mean(h)
    halving = lambda h: F.max_pool2d(h, 3, 2)
    numbered = lambda name, count: [f"{name}_{i + 1}" for i in range(count)]
    h = conv(conv(conv(x, "Conv2d_1a_3x3", 2, 0), "Conv2d_2a_3x3", 1, 0), "Conv2d_2b_3x3")
    h = halving(conv(conv(halving(h), "Conv2d_3b_1x1"), "Conv2d_4a_3x3", 1, 0))
    for b in ["Mixed_5b", "Mixed_5c", "Mixed_5d"]:
        h = torch.cat([chain(h, b, "branch1x1"), chain(h, b, *numbered("branch5x5", 2)),
                       chain(h, b, *numbered("branch3x3dbl", 3)), chain(mean(h), b, "branch_pool")], 1)
    b = "Mixed_6a"
    h = torch.cat([chain(h, b, "branch3x3", last_stride=2), chain(h, b, *numbered("branch3x3dbl", 3), last_stride=2),
                   halving(h)], 1)
    for b in ["Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e"]:
        h = torch.cat([chain(h, b, "branch1x1"), chain(h, b, *numbered("branch7x7", 3)),
                       chain(h, b, *numbered("branch7x7dbl", 5)), chain(mean(h), b, "branch_pool")], 1)
    b = "Mixed_7a"
    h = torch.cat([chain(h, b, *numbered("branch3x3", 2), last_stride=2),
                   chain(h, b, *numbered("branch7x7x3", 4), last_stride=2), halving(h)], 1)
    for b, pool in [("Mixed_7b", mean), ("Mixed_7c", largest)]:
        fork = lambda h, name: [conv(h, f"{b}.{name}{side}") for side in "ab"]
        h = torch.cat([chain(h, b, "branch1x1"), *fork(chain(h, b, "branch3x3_1"), "branch3x3_2"),
                       *fork(chain(h, b, *numbered("branch3x3dbl", 2)), "branch3x3dbl_3"),
                       chain(pool(h), b, "branch_pool")], 1)
    features = h.mean((2, 3))
    return features, features @ weights["fc.weight"].T


def rounded(values): return [float(f"{v:.9g}") for v in values]


reference = torchvision.models.inception_v3(weights=None, init_weights=False, aux_logits=False, num_classes=CLASSES).double().eval()
shapes = {n: list(t.shape) for n, t in reference.state_dict().items() if not n.endswith("num_batches_tracked")}
weights = {n: tensor(n, s) for n, s in shapes.items()}
reference.load_state_dict(weights, strict=False)
with torch.no_grad():
    sets = []
    for height, width, channels, count in [(28, 28, 1, 2), (24, 40, 3, 2), (320, 310, 3, 1), (16, 16, 4, 1)]:
        x = prepared([pixels(image, height, width, channels) for image in range(count)])
        features, logits = network(weights, x, frechet=False)
        difference = (reference(x) - logits - weights["fc.bias"]).abs().max().item()
        assert difference < 1e-9, f"torchvision's logits are {difference} away"
        features, logits = network(weights, x, frechet=True)
        print(f"{height}x{width}x{channels}: features {features.mean():.3f} ± {features.std():.3f}, largest {features.max():.3f}, logits ± {logits.std():.3f}, differing images {(features[0]-features[-1]).std():.3f}")
        sets.append({
            "height": height, "width": width, "channels": channels, "count": count, "input": rounded(x.flatten()[::4001].tolist()),
            "features": rounded(features.flatten()[::29].tolist()), "sums": rounded(features.sum(1).tolist()),
            "squares": rounded(features.square().sum(1).tolist()),
            "probabilities": rounded(logits.softmax(1).flatten()[::11].tolist()),
            "biased": rounded((logits + weights["fc.bias"]).softmax(1).flatten()[::11].tolist())})

versions = {"python": platform.python_version(), "torch": torch.__version__, "torchvision": torchvision.__version__, "numpy": np.__version__}
path = os.path.join(FOLDER, "inception.json")
with open(path, "w") as file:
    json.dump({"versions": versions, "shapes": shapes, "sets": sets}, file, allow_nan=False)
    file.write("\n")
print(f"wrote inception.json, {os.path.getsize(path):,} bytes")
