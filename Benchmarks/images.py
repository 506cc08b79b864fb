"""The image engine beside PyTorch and Pillow in one run, and the whole command judged by the independent yardstick.

usage: python Benchmarks/images.py speed|dcgan|png|quality|imbalance [--record] [--repetitions 3]
       quality: [--data fashion_mnist|mnist] [--seconds 600] [--seed 0]
speed    images per processor second of the default networks (28x28), one thread each, turn by turn with prototype_image_gan.py
dcgan    images per second of the published DCGAN's step at 64x64 RGB, two threads each, beside PyTorch as it is and channels last
png      files per processor second, decoded and encoded, beside Pillow at the same compression level
quality  augment --balance --rows 10000 --time-budget SECONDS, then ../shared/tools/eval_images.py
imbalance  Fashion-MNIST with classes 2, 5 and 8 cut to 150 images: recall of these by a convolutional network (not ours) trained on the
         real images, on them with rare ones repeated and shifted, and on what augment --rows auto writes; a seed each repetition
Prints one JSON object per comparison; --record appends it to results/images.jsonl. PYTHON runs Pillow and PyTorch (this interpreter).
"""
import argparse, json, os, statistics, subprocess, sys, tarfile, tempfile
from pathlib import Path

from measuring import ROOT, SHARED, commit, machine, timed

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("kind", choices=["speed", "dcgan", "png", "quality", "imbalance"])
parser.add_argument("--record", action="store_true")
parser.add_argument("--repetitions", type=int, default=3)
parser.add_argument("--data", default="fashion_mnist")
parser.add_argument("--seconds", type=float, default=600)
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args()
BENCHMARK, AUGMENT = ROOT / ".build/release/image-benchmark", Path(os.environ.get("AUGMENT", ROOT / ".build/release/augment"))
HERE = Path(__file__).parent


def run(*command):
    _, memory, text, code = timed(command)
    if code not in (0, 1): sys.exit(f"{command[0]} ended with {code}: {text[-2000:]}")
    return text


def last_json(text): return json.loads([l for l in text.splitlines() if l.startswith("{")][-1])


def unpacked(name, folder):
    for part in ("train", "test"):
        path = sorted((SHARED / "data/images").glob(f"{name}_{part}*.tar.gz"))[0]
        with tarfile.open(path) as archive: archive.extractall(folder, filter="data")
    roots = {p.name: p for p in Path(folder).rglob("*") if p.is_dir() and p.name in ("train", "test")}
    return roots["train"], roots["test"]


def record(result):
    result |= {"kind": options.kind, "commit": commit(), "machine": machine(), "load": os.getloadavg()[0]}
    print(json.dumps(result))
    if options.record:
        with open(HERE / "results/images.jsonl", "a") as file: file.write(json.dumps(result) + "\n")


def raw_bytes(train, folder):
    import numpy as np
    from PIL import Image
    files = [(f, i) for i, c in enumerate(sorted(p.name for p in train.iterdir())) for f in sorted((train / c).glob("*.png"))]
    np.stack([np.asarray(Image.open(f)) for f, _ in files]).tofile(f"{folder}/images")
    np.array([i for _, i in files], dtype=np.uint8).tofile(f"{folder}/labels")


def speed(folder):
    train, _ = unpacked("fashion_mnist", folder)
    raw_bytes(train, folder)
    ours, theirs = [], []
    for _ in range(options.repetitions):
        ours.append(last_json(run(BENCHMARK, "train", f"{folder}/images", f"{folder}/labels", 28, 1, "steps", 600, 1))["imagesPerProcessorSecond"])
        theirs.append(last_json(run(sys.executable, HERE / "prototype_image_gan.py", "--images", f"{folder}/images", "--labels",
                                    f"{folder}/labels", "--seconds", 15))["imagesPerProcessorSecond"])
    record({"augment": ours, "pytorch": theirs, "ratio": statistics.median(ours) / statistics.median(theirs)})


DCGAN = """
import sys, time, torch, torch.nn as nn
torch.set_num_threads(2); torch.set_flush_denormal(True); torch.manual_seed(0)
last, half, steps = sys.argv[1] == "last", sys.argv[2] == "half", int(sys.argv[3])
f = 64
up = lambda i, o, s, p: nn.ConvTranspose2d(i, o, 4, s, p, bias=False)
down = lambda i, o, s, p: nn.Conv2d(i, o, 4, s, p, bias=False)
g = nn.Sequential(up(100, 8*f, 1, 0), nn.BatchNorm2d(8*f), nn.ReLU(True), up(8*f, 4*f, 2, 1), nn.BatchNorm2d(4*f), nn.ReLU(True),
                  up(4*f, 2*f, 2, 1), nn.BatchNorm2d(2*f), nn.ReLU(True), up(2*f, f, 2, 1), nn.BatchNorm2d(f), nn.ReLU(True), up(f, 3, 2, 1), nn.Tanh())
d = nn.Sequential(down(3, f, 2, 1), nn.LeakyReLU(.2, True), down(f, 2*f, 2, 1), nn.BatchNorm2d(2*f), nn.LeakyReLU(.2, True),
                  down(2*f, 4*f, 2, 1), nn.BatchNorm2d(4*f), nn.LeakyReLU(.2, True), down(4*f, 8*f, 2, 1), nn.BatchNorm2d(8*f), nn.LeakyReLU(.2, True), down(8*f, 1, 1, 0))
x = torch.randn(64, 3, 64, 64)
if last: g, d, x = g.to(memory_format=torch.channels_last), d.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
og, od = (torch.optim.Adam(m.parameters(), 2e-4, (.5, .999)) for m in (g, d))
loss = nn.BCEWithLogitsLoss(); one, zero = torch.ones(64), torch.zeros(64)
def step():
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        fake = g(torch.randn(64, 100, 1, 1))
        l = loss(d(x).view(-1).float(), one) + loss(d(fake.detach()).view(-1).float(), zero)
    od.zero_grad(); l.backward(); od.step()
    with torch.autocast("cpu", torch.bfloat16, enabled=half): l = loss(d(fake).view(-1).float(), one)
    og.zero_grad(); l.backward(); og.step()
step(); step(); t = time.perf_counter()
for _ in range(steps): step()
print('{"imagesPerSecond": %f}' % (64 * steps / (time.perf_counter() - t)))
"""


def dcgan(folder):
    script = Path(folder) / "dcgan.py"
    script.write_text(DCGAN)
    settings = {"default": ("first", "full"), "channelsLast": ("last", "full"), "channelsLastBfloat16": ("last", "half")}
    if not machine()["bf16"]: settings.pop("channelsLastBfloat16")
    found = {name: [] for name in ["augment", *settings]}
    for _ in range(options.repetitions):
        found["augment"].append(last_json(run(BENCHMARK, "dcgan", 10, 2))["imagesPerSecond"])
        for name, setting in settings.items():
            found[name].append(last_json(run(sys.executable, script, *setting, 10))["imagesPerSecond"])
    ours = statistics.median(found["augment"])
    record(found | {f"ratioTo{n[0].upper()}{n[1:]}": ours / statistics.median(found[n]) for n in settings})


def png(folder):
    import io, time
    from PIL import Image
    train, _ = unpacked("fashion_mnist", folder)
    part = Path(folder) / "part"
    for index, name in enumerate(sorted(train.rglob("*.png"))):
        if index % 6: continue
        (part / name.parent.name).mkdir(parents=True, exist_ok=True)
        name.rename(part / name.parent.name / name.name)
    ours = last_json(run(BENCHMARK, "png", part))
    files = [f.read_bytes() for f in sorted(part.rglob("*.png"))]
    start = time.process_time()
    images = []
    for data in files:
        image = Image.open(io.BytesIO(data)); image.load(); images.append(image)
    decoding = time.process_time() - start
    start = time.process_time()
    for image in images: image.save(io.BytesIO(), "PNG", compress_level=6)
    encoding = time.process_time() - start
    theirs = {"decodedPerSecond": len(files) / decoding, "encodedPerSecond": len(files) / encoding}
    record({"augment": ours, "pillow": theirs, "decodingRatio": ours["decodedPerSecond"] / theirs["decodedPerSecond"],
            "encodingRatio": ours["encodedPerSecond"] / theirs["encodedPerSecond"]})


def quality(folder):
    train, test = unpacked(options.data, folder)
    made = Path(folder) / "made"
    text = run(AUGMENT, "--input", train, "--holdout", test, "--balance", "--rows", 10000, "--time-budget", options.seconds, "--seed",
               options.seed, "--output", made, "--no-gate", "--quiet")
    scores = last_json(run(sys.executable, SHARED / "tools/eval_images.py", train, test, made / "synthetic"))
    timings = json.loads((made / "timings.json").read_text())
    record({"data": options.data, "seconds": options.seconds, "seed": options.seed, "totalSeconds": timings["totalSeconds"],
            "stages": {s["stage"]: round(s["seconds"], 1) for s in timings["stages"]}, "scores": scores})


RARE, RARE_COUNT = ("2", "5", "8"), 150


def loaded(folder, names):
    import numpy as np, torch
    from PIL import Image
    files = [(f, i) for i, c in enumerate(names) for f in sorted((Path(folder) / c).glob("*.png"))]
    pixels = torch.tensor(np.stack([np.asarray(Image.open(f).convert("L")) for f, _ in files]))
    return pixels[:, None].float() / 127.5 - 1, torch.tensor([i for _, i in files])


def recalls(parts, test, seed, steps=400, batch=128):
    """Recall per class after training on parts, each (images, labels, weight of an image, largest shift in pixels)."""
    import torch, torch.nn as nn, torch.nn.functional as F
    torch.manual_seed(seed)
    block = lambda i, o: nn.Sequential(nn.Conv2d(i, o, 3, 1, 1), nn.BatchNorm2d(o), nn.ReLU(), nn.MaxPool2d(2))
    net = nn.Sequential(block(1, 32), block(32, 64), block(64, 128), nn.Flatten(), nn.Linear(1152, 64), nn.ReLU(), nn.Dropout(.3), nn.Linear(64, 10))
    x, y = torch.cat([p[0] for p in parts]), torch.cat([p[1] for p in parts])
    w, shift = torch.cat([p[2].expand(len(p[1])) for p in parts]).double(), torch.cat([torch.full((len(p[1]),), p[3]) for p in parts])
    optimizer = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps + 1)
    for _ in range(steps):
        j = torch.multinomial(w, batch, replacement=True)
        images = x[j].clone()
        for k in torch.nonzero(shift[j])[:, 0].tolist():
            down, right = (int(v) for v in torch.randint(-int(shift[j[k]]), int(shift[j[k]]) + 1, (2,)))
            moved = torch.full_like(images[k], -1.)
            moved[:, max(0, down):28 + min(0, down), max(0, right):28 + min(0, right)] = \
                images[k][:, max(0, -down):28 - max(0, down), max(0, -right):28 - max(0, right)]
            images[k] = moved
        loss = F.cross_entropy(net(images), y[j], label_smoothing=.05)
        optimizer.zero_grad(); loss.backward(); optimizer.step(); schedule.step()
    net.eval()
    with torch.no_grad(): found = torch.cat([net(test[0][i:i + 500]).argmax(1) for i in range(0, len(test[1]), 500)])
    return [float((found[test[1] == c] == c).float().mean()) for c in range(10)]


def imbalance(folder):
    import shutil, torch
    train, test = unpacked("fashion_mnist", folder)
    names = sorted(p.name for p in train.iterdir() if p.is_dir())
    cut = Path(folder) / "cut"
    for name in names:
        files = sorted((train / name).glob("*.png"))
        (cut / name).mkdir(parents=True)
        for file in files[:RARE_COUNT] if name in RARE else files: shutil.copy(file, cut / name / file.name)
    unseen = loaded(test, names)
    real = loaded(cut, names)
    counts = torch.bincount(real[1], minlength=10)
    even = (1. / counts)[real[1]]
    rare = torch.isin(real[1], torch.tensor([names.index(n) for n in RARE]))
    for seed in range(options.repetitions):
        made = Path(folder) / f"made{seed}"
        run(AUGMENT, "--input", cut, "--holdout", test, "--rows", "auto", "--time-budget", options.seconds, "--seed", seed, "--output", made,
            "--no-gate", "--quiet")
        utility = json.loads((made / "report.json").read_text())["validation"]["utility"]
        one = torch.tensor(1.)
        results = {"real": recalls([(*real, one, 0)], unseen, seed),
                   "oversampledShifted": recalls([(real[0][~rare], real[1][~rare], even[~rare], 0), (real[0][rare], real[1][rare], even[rare], 2)], unseen, seed)}
        augmented = loaded(made / "augmented", names)
        results["augment"] = recalls([(*augmented, (1. / torch.bincount(augmented[1], minlength=10))[augmented[1]], 0)], unseen, seed)
        mean = {k: sum(v[names.index(n)] for n in RARE) / 3 for k, v in results.items()}
        record({"seed": seed, "seconds": options.seconds, "rareRecall": mean, "recall": results, "headline": utility["headline"],
                "rival": utility["rival"], "gain": utility["gain"],
                "ownRareRecall": {a["name"]: sum(a["classAccuracies"][names.index(n)] for n in RARE) / 3 for a in utility["arms"] if a["classAccuracies"]}})


if not SHARED.is_dir() and options.kind != "dcgan": sys.exit(f"SKIPPED: {SHARED} is absent")
if not BENCHMARK.exists(): subprocess.run(["swift", "build", "-c", "release", "--package-path", ROOT, "--product", "image-benchmark"], check=True)
with tempfile.TemporaryDirectory() as folder: globals()[options.kind](folder)
