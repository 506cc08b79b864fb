"""Golden values of reading and fitting images: Pillow's resizing and its PNG files, NumPy's archives.

usage: python scripts/golden/datasets_images.py   (needs Pillow, numpy; writes fixtures/golden/datasets_images.json)
"""
import base64, gzip, io, json, os, platform, struct

import numpy as np
import PIL
from PIL import Image, ImageOps

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fixtures", "golden", "datasets_images.json")
MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
FILTERS = {"area": Image.Resampling.BOX, "bilinear": Image.Resampling.BILINEAR}
rng = np.random.default_rng(5)


def text(data):
    return base64.b64encode(data).decode()


def picture(width, height, channels):
    """Waves, an edge and noise; alpha runs from clear to opaque."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [127 + 90 * np.sin(x / (2.3 + c) + y / (3.1 - c / 2)) + 40 * (x > y) for c in range(channels)]
    if channels in (2, 4): planes[-1] = 320 * x / width - 20 + 30 * np.sin(y)
    noisy = np.stack(planes, 2) + rng.normal(0, 12, (height, width, channels))
    return noisy.round().clip(0, 255).astype(np.uint8)


def image(array):
    return Image.fromarray(array[:, :, 0] if array.shape[2] == 1 else array, MODES[array.shape[2]])


def raster(array):
    return {"width": array.shape[1], "height": array.shape[0], "channels": array.shape[2], "samples": text(array.tobytes())}


def as_array(im):
    array = np.asarray(im)
    return array[:, :, None] if array.ndim == 2 else array


def fitted(im, fit, size, kernel, color):
    if fit == "stretch": return im.resize(size, kernel)
    if fit == "crop": return ImageOps.fit(im, size, kernel)
    return ImageOps.pad(im, size, kernel, color=color)


def fitted_alpha(array, *how):
    """Colours count by their alpha, in floats: in bytes Pillow rounds four times on the way."""
    planes = array.astype(np.float32)
    planes[:, :, :-1] *= planes[:, :, -1:] / 255
    made = np.stack([np.asarray(fitted(Image.fromarray(planes[:, :, c], "F"), *how, 0)) for c in range(array.shape[2])], 2)
    alpha = (made[:, :, -1] + 0.5).clip(0, 255).astype(np.uint8)
    colours = made[:, :, :-1].astype(np.float64) * 255 / np.maximum(made[:, :, -1:], 1e-9)
    colours[alpha == 0] = 0
    return np.dstack([(colours + 0.5).clip(0, 255).astype(np.uint8), alpha])


def fits():
    for channels in (1, 2, 3, 4):
        source, cases = picture(37, 23, channels), []
        for size in ((8, 8), (16, 5), (30, 30), (1, 1)):
            for name, kernel in FILTERS.items():
                for fit in ("stretch", "crop", "pad"):
                    color = (0,) * channels if channels > 1 else 0
                    made = fitted_alpha(source, fit, size, kernel) if channels in (2, 4) else as_array(
                        fitted(image(source), fit, size, kernel, color))
                    cases.append({"channels": channels, "fit": fit, "resampling": name, "width": size[0], "height": size[1],
                                  "samples": text(made.tobytes())})
        yield {"source": raster(source), "cases": cases}


def luma():
    colours = rng.integers(0, 256, (1, 400, 3), dtype=np.uint8)
    return {"rgb": text(colours.tobytes()), "grey": text(np.asarray(Image.fromarray(colours).convert("L")).tobytes())}


def png(im, **options):
    out = io.BytesIO()
    im.save(out, "PNG", **options)
    return text(out.getvalue())


def png_files():
    grey16 = (rng.integers(0, 65536, (9, 11))).astype(np.uint16)
    palette = image(picture(13, 9, 3)).quantize(16)
    clear = palette.copy()
    clear.info["transparency"] = bytes(range(0, 256, 16))
    yield {"name": "16 bits", "png": png(Image.fromarray(grey16)), "bits": 16, "width": 11, "height": 9, "channels": 1,
           "samples": text(grey16.astype("<u2").tobytes())}
    for name, im, mode in (("1 bit", image(picture(13, 9, 1)).convert("1"), "L"), ("palette", palette, "RGB"),
                           ("transparent palette", clear, "RGBA"), ("grey and alpha", image(picture(7, 5, 2)), "LA")):
        data = png(im, **({"transparency": clear.info["transparency"]} if im is clear else {}))
        again = Image.open(io.BytesIO(base64.b64decode(data))).convert(mode)
        yield {"name": name, "png": data, "bits": 8, **raster(as_array(again))}


def archives():
    images, labels = rng.integers(0, 256, (6, 4, 5), dtype=np.uint8), np.array([3, 1, 3, 7, 1, 1])
    coloured = rng.integers(0, 256, (6, 4, 5, 3), dtype=np.uint8)
    plain, packed, version2, multiple, floats, column = (io.BytesIO() for _ in range(6))
    np.savez(plain, x_train=images, y_train=labels.astype(">i2"))
    np.savez_compressed(packed, train_images=coloured, train_labels=labels.astype(np.uint8)[:, None],
                        test_images=coloured[:2], test_labels=labels[:2, None])
    import zipfile
    with zipfile.ZipFile(version2, "w") as z:
        for name, array in (("images", images), ("labels", labels)):
            with z.open(name + ".npy", "w", force_zip64=True) as f:
                np.lib.format.write_array(f, array, version=(2, 0))
    np.savez(multiple, train_images=images, train_labels=np.zeros((6, 14), np.uint8))
    np.savez(floats, train_images=images / 255, train_labels=labels)
    np.savez(column, train_images=np.asfortranarray(images), train_labels=labels)
    return {"images": text(images.tobytes()), "coloured": text(coloured.tobytes()), "labels": labels.tolist(),
            "plain": text(plain.getvalue()), "packed": text(packed.getvalue()), "version2": text(version2.getvalue()),
            "severalLabels": text(multiple.getvalue()), "floats": text(floats.getvalue()),
            "columnOrder": text(column.getvalue())}


def idx():
    images, labels = rng.integers(0, 256, (7, 3, 4), dtype=np.uint8), np.array([0, 4, 4, 9, 0, 9, 4])
    head = lambda kind, array: struct.pack(">BBBB", 0, 0, kind, array.ndim) + struct.pack(">" + "I" * array.ndim, *array.shape)
    return {"images": text(gzip.compress(head(8, images) + images.tobytes(), mtime=0)), "pixels": text(images.tobytes()),
            "labels": text(head(0x0B, labels) + labels.astype(">i2").tobytes()), "numbers": labels.tolist()}


content = {
    "versions": {"python": platform.python_version(), "Pillow": PIL.__version__, "numpy": np.__version__},
    "fits": list(fits()), "luma": luma(), "pngFiles": list(png_files()), "archives": archives(), "idx": idx(),
}
with open(FILE, "w") as file:
    json.dump(content, file)
    file.write("\n")
print(f"wrote {FILE}, {os.path.getsize(FILE):,} bytes")
