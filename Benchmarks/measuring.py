"""What the benchmarks share: where things are, which machine and commit, and how a command is timed."""
import os, platform, subprocess, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def machine():
    model = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    flags = next((l for l in open("/proc/cpuinfo") if l.startswith("flags")), "")
    return {"cpu": model, "cores": os.cpu_count(), "avx512": "avx512f" in flags, "bf16": "avx512_bf16" in flags}


def commit():
    found = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    changed = subprocess.run(["git", "-C", ROOT, "status", "--porcelain", "--", "Sources"], capture_output=True, text=True)
    return found.stdout.strip() + ("+changes" if changed.stdout.strip() else "")


def timed(command):
    """Runs a command; returns seconds, peak MiB, its output and its exit code."""
    before = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               env=os.environ | {"OMP_WAIT_POLICY": "passive"})
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - before, round(usage.ru_maxrss / 1024), text, os.waitstatus_to_exitcode(status)
