"""Golden values of image layers and networks by PyTorch in double precision: convolutions and norms with their gradients, a small
generator and discriminator, and the gradient penalty by differentiating twice.

usage: python scripts/golden/engine_images.py   (needs torch, numpy; writes fixtures/golden/engine_images.json)
"""
import json, os, platform

import numpy as np
import torch
import torch.nn.functional as F

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fixtures", "golden")
rng = np.random.default_rng(17)
torch.set_default_dtype(torch.float64)


def normal(*shape, d=1.0):
    """Numbers that float32 holds exactly, so that both sides start from the same."""
    return torch.tensor(rng.normal(0, d, shape).astype(np.float32).astype(np.float64), requires_grad=True)


def packed(tensor):
    array = tensor.detach().numpy()
    return {"shape": list(array.shape), "elements": [float(f"{v:.9g}") for v in array.ravel()]}


first = lambda x: x.permute(0, 3, 1, 2)  # channels last to channels first
last = lambda x: x.permute(0, 2, 3, 1)
kernel = lambda w: w.permute(3, 2, 0, 1)  # [u, v, c, f] to [f, c, u, v]


def case(name, inputs, function, **extra):
    output = function(*inputs)
    weights = normal(*output.shape).detach()
    gradients = torch.autograd.grad((output * weights).sum(), inputs)
    return {"name": name, "inputs": [packed(x) for x in inputs], "output": packed(output), "weights": packed(weights),
            "gradients": [packed(g) for g in gradients], **extra}


def leaky(x, slope): return torch.where(x > 0, x, x * slope)


def class_norm(x, table, classes, slope):
    h = F.batch_norm(first(x), None, None, training=True, eps=1e-5)
    scale, shift = table[classes][:, :, None, None].chunk(2, 1)
    return last(leaky(h * (1 + scale) + shift, slope))


operations = []
for name, size, channels, filters, k, s, p, slope in [
        ("four by four, stride 2", (8, 6), 5, 18, 4, 2, 1, .2), ("one channel", (8, 8), 1, 9, 4, 2, 1, .2),
        ("three by three", (5, 7), 6, 7, 3, 1, 1, 0.), ("no padding", (7, 7), 3, 4, 3, 2, 0, 1.)]:
    operations.append(case(
        f"convolution: {name}", [normal(3, *size, channels), normal(k, k, channels, filters, d=.3), normal(filters)],
        lambda x, w, b: last(leaky(F.conv2d(first(x), kernel(w), b, s, p), slope)),
        kind="convolution", stride=s, padding=p, slope=slope))
for name, size, channels, filters, k, s, p, extra, slope in [
        ("four by four, stride 2", (4, 3), 10, 6, 4, 2, 1, 0, 1.), ("to one channel", (5, 4), 9, 1, 4, 2, 1, 0, 1.),
        ("three by three with output padding", (3, 4), 4, 5, 3, 2, 1, 1, .2), ("to three channels", (4, 4), 8, 3, 4, 2, 1, 0, 0.)]:
    operations.append(case(
        f"transposed convolution: {name}", [normal(3, *size, channels), normal(k, k, filters, channels, d=.3), normal(filters)],
        lambda x, w, b: last(leaky(F.conv_transpose2d(first(x), kernel(w), b, s, p, extra), slope)),
        kind="transposed", stride=s, padding=p, outputPadding=extra, slope=slope))
classes = [0, 2, 1, 2]
for slope in (1., 0.):
    operations.append(case(
        f"batch norm, slope {slope:g}", [normal(4, 3, 5, 6), normal(3, 12, d=.4)],
        lambda x, t: class_norm(x, t, torch.tensor(classes), slope), kind="norm", slope=slope, classes=classes))

# A pair of networks for 16x16 pixels of two channels: names and shapes are those of ImageGenerator and ImageDiscriminator.
CLASSES, LATENT, EMBEDDING, WIDE, NARROW, DENSE, CHANNELS = 3, 4, 2, 6, 5, 7, 2
g = {"embedding": normal(CLASSES, EMBEDDING), "dense.weight": normal(LATENT + EMBEDDING, 16 * WIDE, d=.5), "dense.bias": normal(16 * WIDE, d=.3),
     "norm.0": normal(CLASSES, 2 * WIDE, d=.4), "up.0.weight": normal(4, 4, NARROW, WIDE, d=.3), "up.0.bias": normal(NARROW),
     "norm.1": normal(CLASSES, 2 * NARROW, d=.4), "up.1.weight": normal(4, 4, CHANNELS, NARROW, d=.2), "up.1.bias": normal(CHANNELS, d=.2)}
d = {"down.0.weight": normal(4, 4, CHANNELS, NARROW, d=.3), "down.0.bias": normal(NARROW, d=.3),
     "down.1.weight": normal(4, 4, NARROW, WIDE, d=.3), "down.1.bias": normal(WIDE, d=.3),
     "dense.weight": normal(16 * WIDE, DENSE, d=.2), "dense.bias": normal(DENSE, d=.3), "head.weight": normal(DENSE),
     "head.bias": normal(1), "table": normal(CLASSES, DENSE)}


def generator(z, y):
    h = torch.cat([z, g["embedding"][y]], 1) @ g["dense.weight"] + g["dense.bias"]
    h = class_norm(h.view(-1, 4, 4, WIDE), g["norm.0"], y, 0.)
    h = last(F.conv_transpose2d(first(h), kernel(g["up.0.weight"]), g["up.0.bias"], 2, 1))
    h = class_norm(h, g["norm.1"], y, 0.)
    return torch.tanh(last(F.conv_transpose2d(first(h), kernel(g["up.1.weight"]), g["up.1.bias"], 2, 1)))


def discriminator(x, y):
    h = leaky(F.conv2d(first(x), kernel(d["down.0.weight"]), d["down.0.bias"], 2, 1), .2)
    h = leaky(F.conv2d(h, kernel(d["down.1.weight"]), d["down.1.bias"], 2, 1), .2)
    h = leaky(last(h).flatten(1) @ d["dense.weight"] + d["dense.bias"], .2)
    return h @ d["head.weight"] + d["head.bias"] + (h * d["table"][y]).sum(1)


z, y, real, labels = normal(5, LATENT).detach(), [0, 2, 1, 1, 0], normal(5, 16, 16, CHANNELS, d=.5).detach(), [2, 1, 0, 2, 2]
images = generator(z, torch.tensor(y))
both, all_labels = torch.cat([real, images.detach()]), torch.tensor(labels + y)
scores = discriminator(both, all_labels)
d_loss = F.softplus(-scores[:5]).mean() + F.softplus(scores[5:]).mean()
d_gradients = torch.autograd.grad(d_loss, list(d.values()))
g_loss = F.softplus(-discriminator(images, torch.tensor(y))).mean()
g_gradients = torch.autograd.grad(g_loss, list(g.values()))
x = real.clone().requires_grad_(True)
slope, = torch.autograd.grad(discriminator(x, torch.tensor(labels)).sum(), x, create_graph=True)
squared = slope.square().sum((1, 2, 3)).mean()
penalty_gradients = torch.autograd.grad(.5 * squared, list(d.values()), allow_unused=True)
penalty_gradients = [torch.zeros_like(w) if p is None else p for w, p in zip(d.values(), penalty_gradients)]
by_name = lambda names, tensors: {name: packed(t) for name, t in zip(names, tensors)}
networks = {
    "generator": by_name(g, g.values()), "discriminator": by_name(d, d.values()), "latents": packed(z), "classes": y, "real": packed(real),
    "labels": labels, "images": packed(images), "scores": packed(scores), "discriminatorLoss": d_loss.item(), "generatorLoss": g_loss.item(),
    "generatorGradients": by_name(g, g_gradients), "discriminatorGradients": by_name(d, d_gradients), "squaredGradient": squared.item(),
    "penaltyGradients": by_name(d, penalty_gradients)}

versions = {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__}
path = os.path.join(FOLDER, "engine_images.json")
with open(path, "w") as file:
    json.dump({"versions": versions, "operations": operations, "networks": networks}, file, allow_nan=False)
    file.write("\n")
print(f"wrote engine_images.json, {os.path.getsize(path):,} bytes")
