"""Golden values of the engine by PyTorch in double precision: a small token network with its gradients and ten steps of
training, SiLU, and the token game with clipped scores; one tensor file by the safetensors library.

usage: python scripts/golden/engine_token_network.py   (needs torch, numpy, safetensors; writes fixtures/golden/engine_*.json)
"""
import base64, json, os, platform

import numpy as np
import safetensors, safetensors.numpy
import torch
import torch.nn.functional as F

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fixtures", "golden")
VERSIONS = {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__,
            "safetensors": safetensors.__version__}
SIZES, ORDERED, E, H, CLASSES, B = [3, 5, 2, 4], [1, 3], 4, 6, 2, 7
T, S = len(SIZES), sum(SIZES)
OFFSETS = np.cumsum([0] + SIZES)[:-1]
rng = np.random.default_rng(11)


def single(values):
    """Numbers that float32 holds exactly, so that both sides start from the same."""
    return np.asarray(values, np.float32).astype(np.float64)


def packed(array):
    array = array.detach().numpy() if isinstance(array, torch.Tensor) else np.asarray(array)
    return {"shape": list(array.shape), "elements": [float(f"{v:.10g}") for v in array.ravel()]}


def write(name, content):
    with open(os.path.join(FOLDER, name), "w") as file:
        json.dump({"versions": VERSIONS, **content}, file, allow_nan=False)
        file.write("\n")
    print(f"wrote {name}, {os.path.getsize(os.path.join(FOLDER, name)):,} bytes")


# ------------------------------------------------------------------------------------------------------- the network
MASK = np.zeros((T * E, T * H))
for t in range(T): MASK[t * E:(t + 1) * E, (t + 1) * H:] = 1


def weights(width):
    """Names are those of TokenNetwork.Place; every deviation is large enough for every part to matter."""
    normal = lambda *shape, d: single(rng.normal(0, d, shape))
    return {
        "levelVectors": normal(S, E, d=.5), "featureMap": normal(width, E, d=.3), "weight": normal(T * E, T * H, d=.4) * MASK,
        "classTable": normal(CLASSES, T * H, d=.3), "bias": normal(T * H, d=.2), "classGain": normal(CLASSES, T * H, d=.3),
        "residualWeight": normal(T, H, H, d=.4), "residualBias": normal(T, H, d=.2), "heads": normal(H, S, d=.5),
        "headBias": normal(S, d=.3),
    }


def network(w, features, x, y):
    """[B, S]"""
    table = w["levelVectors"] + features @ w["featureMap"]
    e = table[x + torch.tensor(OFFSETS)].flatten(1)
    a = e @ (w["weight"] * torch.tensor(MASK)) + w["classTable"][y] + w["bias"]
    h = (F.silu(a) * (1 + w["classGain"][y])).view(-1, T, H)
    h = h + F.silu(torch.einsum("bth,thk->btk", h, w["residualWeight"]) + w["residualBias"])
    return torch.cat([h[:, t] @ w["heads"][:, OFFSETS[t]:OFFSETS[t] + SIZES[t]] for t in range(T)], 1) + w["headBias"]


def losses(logits, scores, x, clip):
    """generator, discriminator, token: summed over tokens, averaged over rows"""
    real = x + torch.tensor(OFFSETS)
    logp = torch.cat([part.log_softmax(1) for part in logits.split(SIZES, 1)], 1)
    p = logp.exp()
    token = -logp.gather(1, real).sum() / len(x)
    if scores is None: return torch.zeros(()), torch.zeros(()), token
    generator = -(p * scores.detach().clamp(-clip, clip).exp()).sum() / len(x)
    discriminator = (F.softplus(-scores.gather(1, real)).sum() + (p.detach() * F.softplus(scores)).sum()) / len(x)
    return generator, discriminator, token


def leaves(w): return {name: torch.tensor(value, requires_grad=True) for name, value in w.items()}


x = torch.tensor(np.stack([rng.integers(0, k, B) for k in SIZES], 1)); y = torch.tensor([0, 1, 1, 0, 1, 0, 0])
features = np.zeros((S, 4 * len(ORDERED)))
for place, t in enumerate(ORDERED):
    features[OFFSETS[t]:OFFSETS[t] + SIZES[t], 4 * place:4 * place + 4] = single(rng.normal(0, 1, (SIZES[t], 4)))
phi = torch.tensor(features)
start = {"generator": weights(features.shape[1]), "discriminator": weights(features.shape[1])}


def trained(adversarial, likelihood, beta1, decay, clip=4.0, steps=10):
    """Both players' first losses, gradients and weights after ten steps; decay is the discriminator's, or the generator's alone."""
    G = leaves(start["generator"]); D = leaves(start["discriminator"]) if adversarial else None
    og = torch.optim.AdamW(G.values(), lr=2e-3, betas=(beta1, .99), weight_decay=0 if D else decay)
    od = D and torch.optim.AdamW(D.values(), lr=4e-3, betas=(beta1, .99), weight_decay=decay)
    average = {name: value.detach().clone() for name, value in G.items()}
    result = {"adversarialWeight": adversarial, "likelihoodWeight": likelihood, "clip": clip, "beta1": beta1, "beta2": .99,
              "decay": decay, "generatorRate": 2e-3, "discriminatorRate": 4e-3, "trajectory": []}
    for step in range(steps):
        logits = network(G, phi, x, y); scores = network(D, phi, x, y) if D else None
        g, d, token = losses(logits, scores, x, clip)
        result["trajectory"].append([g.item(), d.item(), token.item()])
        for player in (og, od):
            if player: player.zero_grad()
        (adversarial * g + d + likelihood * token).backward()
        if step == 0:
            result["logits"] = packed(logits.T); result["gradients"] = {"generator": {n: packed(v.grad) for n, v in G.items()}}
            if D: result["scores"] = packed(scores.T); result["gradients"]["discriminator"] = {n: packed(v.grad) for n, v in D.items()}
        for player in (og, od):
            if player: player.step()
        amount = 1 - min(.995, (2 + step) / (11 + step))
        for name, value in G.items(): average[name].lerp_(value.detach(), amount)
    result["final"] = {"generator": {n: packed(v) for n, v in G.items()}, "average": {n: packed(v) for n, v in average.items()}}
    if D: result["final"]["discriminator"] = {n: packed(v) for n, v in D.items()}
    return result


write("engine_token_network.json", {
    "sizes": SIZES, "embeddingWidth": E, "hiddenWidth": H, "classCount": CLASSES, "codes": x.T.tolist(), "classes": y.tolist(),
    "features": packed(features), "start": {who: {n: packed(v) for n, v in w.items()} for who, w in start.items()},
    "runs": [trained(1.0, .5, 0.0, 1e-2), trained(1.0, 0.0, .9, .1), trained(0.0, 1.0, .9, .05)],
})

# --------------------------------------------------------------------------------------------------- single operations
z = torch.tensor(single(np.r_[np.linspace(-20, 20, 41), rng.normal(0, 2, 20)]), requires_grad=True)
F.silu(z).sum().backward()
silu = {"input": packed(z), "output": packed(F.silu(z)), "slope": packed(z.grad)}
games = []
for adversarial, likelihood, clip in [(1.0, 0.5, 1.5), (1.0, 0.0, 4.0), (0.7, 0.3, 0.25)]:
    raw = {"logits": single(rng.normal(0, 3, (S, B))), "logitBias": single(rng.normal(0, 1, S)),
           "scores": single(rng.normal(0, 4, (S, B))), "scoreBias": single(rng.normal(0, 1, S))}
    v = leaves(raw)
    logits, scores = (v["logits"] + v["logitBias"][:, None]).T, (v["scores"] + v["scoreBias"][:, None]).T
    parts = losses(logits, scores, x, clip); (adversarial * parts[0] + parts[1] + likelihood * parts[2]).backward()
    games.append({"adversarialWeight": adversarial, "likelihoodWeight": likelihood, "clip": clip,
                  "clippedShare": float((scores.abs() > clip).double().mean()), "losses": [p.item() for p in parts],
                  "inputs": [packed(v[n]) for n in raw], "gradients": [packed(v[n].grad) for n in raw]})
tensors = {"a": rng.normal(size=(3, 2)).astype(np.float32), "empty": np.zeros((0, 4), np.float32), "scalar": np.array(1.5, np.float32),
           "limits": np.array([np.finfo(np.float32).max, np.finfo(np.float32).tiny, -0.0], np.float32)}
file = base64.b64encode(safetensors.numpy.save(tensors, {"made": "by safetensors"})).decode()
write("engine_operations.json", {"sizes": SIZES, "codes": x.T.tolist(), "classes": y.tolist(), "silu": silu, "games": games,
                                 "tensorFile": {"base64": file, "tensors": {n: packed(v.astype(np.float64)) for n, v in tensors.items()}}})
