"""The default image GAN as a PyTorch prototype: the same networks, losses and optimizer as `ImageModel`, for comparing speed.

usage: python Benchmarks/prototype_image_gan.py --images FILE --labels FILE [--size 28] [--channels 1] [--seconds 20] [--threads 1]
FILE holds raw bytes: the images channels last, the labels one byte each. Prints images per second of processor time.
"""
import argparse, json, time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("--images", required=True)
parser.add_argument("--labels", required=True)
parser.add_argument("--size", type=int, default=28)
parser.add_argument("--channels", type=int, default=1)
parser.add_argument("--seconds", type=float, default=20)
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()
torch.set_num_threads(options.threads)
torch.set_flush_denormal(True)
torch.manual_seed(0)

SIZE, CHANNELS, BATCH, LATENT, EMBEDDING, WIDE, NARROW, DENSE = options.size, options.channels, 32, 64, 32, 64, 32, 128
BASE = SIZE // 4
labels = torch.from_numpy(np.fromfile(options.labels, np.uint8).astype(np.int64))
pixels = torch.from_numpy(np.fromfile(options.images, np.uint8).reshape(-1, SIZE, SIZE, CHANNELS)).permute(0, 3, 1, 2)
CLASSES = int(labels.max()) + 1


class ClassNorm(nn.Module):
    """Batch norm with a scale and a shift per class."""

    def __init__(self, width):
        super().__init__()
        self.norm = nn.BatchNorm2d(width, affine=False)
        self.table = nn.Embedding(CLASSES, 2 * width)
        nn.init.zeros_(self.table.weight)

    def forward(self, x, y):
        scale, shift = self.table(y)[:, :, None, None].chunk(2, 1)
        return self.norm(x) * (1 + scale) + shift


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(CLASSES, EMBEDDING)
        self.dense = nn.Linear(LATENT + EMBEDDING, BASE * BASE * WIDE)
        self.up1, self.up2 = nn.ConvTranspose2d(WIDE, NARROW, 4, 2, 1), nn.ConvTranspose2d(NARROW, CHANNELS, 4, 2, 1)
        self.norm1, self.norm2 = ClassNorm(WIDE), ClassNorm(NARROW)
        for layer in (self.up1, self.up2): nn.init.orthogonal_(layer.weight)

    def forward(self, z, y):
        h = self.dense(torch.cat([z, self.embedding(y)], 1)).view(-1, WIDE, BASE, BASE)
        h = F.relu(self.norm1(h, y))
        return torch.tanh(self.up2(F.relu(self.norm2(self.up1(h), y))))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.down1, self.down2 = nn.Conv2d(CHANNELS, NARROW, 4, 2, 1), nn.Conv2d(NARROW, WIDE, 4, 2, 1)
        self.dense, self.head = nn.Linear(BASE * BASE * WIDE, DENSE), nn.Linear(DENSE, 1)
        self.table = nn.Embedding(CLASSES, DENSE)

    def forward(self, x, y):
        h = F.leaky_relu(self.down2(F.leaky_relu(self.down1(x), .2)), .2)
        h = F.leaky_relu(self.dense(h.flatten(1)), .2)
        return self.head(h)[:, 0] + (self.table(y) * h).sum(1)


generator, average, discriminator = Generator(), Generator(), Discriminator()
average.load_state_dict(generator.state_dict())
count = lambda network: sum(p.numel() for p in network.parameters())
optimizers = [torch.optim.Adam(n.parameters(), 2e-3, (0., .99), fused=True) for n in (generator, discriminator)]
by_class = [torch.nonzero(labels == c)[:, 0] for c in range(CLASSES)]


def step(index):
    for group in (o.param_groups[0] for o in optimizers): group["lr"] = 2e-3 * min(1, (index + 1) / 100)
    y = torch.randint(CLASSES, (BATCH,))
    rows = torch.stack([by_class[c][torch.randint(len(by_class[c]), ())] for c in y.tolist()])
    real = pixels[rows].float() / 127.5 - 1
    z_y = torch.randint(CLASSES, (BATCH,))
    fake = generator(torch.randn(BATCH, LATENT), z_y)
    scores = discriminator(torch.cat([real, fake.detach()]), torch.cat([y, z_y]))
    loss = F.softplus(-scores[:BATCH]).mean() + F.softplus(scores[BATCH:]).mean()
    if index % 16 == 0:
        real.requires_grad_(True)
        slope, = torch.autograd.grad(discriminator(real, y).sum(), real, create_graph=True)
        loss = loss + .5 * 16 * slope.square().sum((1, 2, 3)).mean()
    optimizers[1].zero_grad()
    loss.backward()
    optimizers[1].step()
    for p in discriminator.parameters(): p.requires_grad_(False)
    loss = F.softplus(-discriminator(fake, z_y)).mean()
    optimizers[0].zero_grad()
    loss.backward()
    optimizers[0].step()
    for p in discriminator.parameters(): p.requires_grad_(True)
    decay = min(.999, (index + 1) / (index + 10))
    with torch.no_grad():
        torch._foreach_lerp_(list(average.parameters()), list(generator.parameters()), 1 - decay)
        for a, b in zip(average.buffers(), generator.buffers()):
            if a.is_floating_point(): a.lerp_(b, 1 - decay)


for index in range(20): step(index)
start, index = time.process_time(), 20
while time.process_time() - start < options.seconds:
    step(index)
    index += 1
seconds = time.process_time() - start
print(json.dumps({"generatorParameters": count(generator), "discriminatorParameters": count(discriminator), "steps": index - 20,
                  "processorSeconds": round(seconds, 2), "imagesPerProcessorSecond": round((index - 20) * BATCH / seconds, 1)}))
