#!/usr/bin/env python3
"""Does a run's dataset train other programs? XGBoost and a PyTorch network on real, synthetic and augmented rows of a run directory.

usage: Benchmarks/downstream.py RUN --test TEST.csv [--label COLUMN] [--seeds 0,1,2] [--record]

The label is the run's, by its manifest. Features are fitted on the real rows: numbers as they are (for the network standardised, missing ones
0), names one-hot by their 50 most frequent levels. Scores are those on TEST, which no side has seen: area under the ROC curve (mean over
classes against the rest), macro-F1, and recall of the rarest class. Prints a table; --record appends to Benchmarks/results/downstream.jsonl.
"""
import argparse, json, os, sys, time
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROOT, commit, machine

import numpy, pandas
from sklearn.metrics import f1_score, recall_score, roc_auc_score


def read(path):
    return pandas.read_csv(path, skipinitialspace=True)


class Features:
    """Numbers and one-hot names, fitted on real rows."""
    def __init__(self, rows, label):
        self.names, self.levels = [name for name in rows.columns if name != label], {}
        for name in self.names:
            if not pandas.api.types.is_numeric_dtype(rows[name]): self.levels[name] = list(rows[name].astype(str).value_counts().index[:50])
        first = self(rows)
        self.center, self.scale = numpy.nanmean(first, axis=0), numpy.nanstd(first, axis=0) + 1e-6

    def __call__(self, rows):
        columns = []
        for name in self.names:
            if name in self.levels: columns += [(rows[name].astype(str) == level).to_numpy(numpy.float32) for level in self.levels[name]]
            else: columns.append(pandas.to_numeric(rows[name], errors="coerce").to_numpy(numpy.float32))
        return numpy.stack(columns, axis=1)

    def standardised(self, matrix):
        return numpy.nan_to_num((matrix - self.center) / self.scale).astype(numpy.float32)


def xgboost_probabilities(x, y, test, classes, seed):
    import xgboost
    model = xgboost.XGBClassifier(n_estimators=200, max_depth=6, learning_rate=0.1, subsample=0.9, random_state=seed, n_jobs=os.cpu_count(),
                                  objective="binary:logistic" if classes == 2 else "multi:softprob")
    return model.fit(x, y).predict_proba(test)


def torch_probabilities(x, y, test, classes, seed, epochs=15):
    import torch
    torch.manual_seed(seed); torch.set_num_threads(os.cpu_count())
    net = torch.nn.Sequential(torch.nn.Linear(x.shape[1], 128), torch.nn.ReLU(), torch.nn.Dropout(0.1), torch.nn.Linear(128, 64), torch.nn.ReLU(),
                              torch.nn.Linear(64, classes))
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3)
    x, y, size = torch.from_numpy(x), torch.from_numpy(y), 256
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=epochs * ((len(x) + size - 1) // size))
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(size):
            loss = torch.nn.functional.cross_entropy(net(x[rows]), y[rows])
            optimizer.zero_grad(); loss.backward(); optimizer.step(); schedule.step()
    net.eval()
    with torch.no_grad(): return torch.softmax(net(torch.from_numpy(test)), 1).numpy()


def scores(probabilities, y, rarest):
    classes = probabilities.shape[1]
    area = roc_auc_score(y, probabilities[:, 1]) if classes == 2 else roc_auc_score(y, probabilities, multi_class="ovr", labels=range(classes))
    seen = probabilities.argmax(1)
    return {"auc": area, "macro_f1": f1_score(y, seen, average="macro"), "recall_rarest": recall_score(y, seen, labels=[rarest], average="macro")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("run"); parser.add_argument("--test", required=True); parser.add_argument("--label", default=None)
    parser.add_argument("--seeds", default="0,1,2"); parser.add_argument("--record", action="store_true")
    parser.add_argument("--out", default=str(ROOT / "Benchmarks/results/downstream.jsonl"))
    options = parser.parse_args()
    run = Path(options.run)
    manifest = json.loads((run / "manifest.json").read_text())
    label = options.label or manifest["configuration"]["input"].get("label")
    if not label: sys.exit(f"{run}: the run has no label; name one with --label")
    synthetic, augmented, test = read(run / "synthetic.csv"), read(run / "augmented.csv"), read(options.test)
    real = augmented.iloc[:len(augmented) - len(synthetic)]
    counts = real[label].astype(str).value_counts()
    names = sorted(counts.index)
    rarest = names.index(counts.index[-1])
    features = Features(real, label)
    test = test[test[label].astype(str).isin(names)]
    y_test, x_test = test[label].astype(str).map(names.index).to_numpy(), features(test)
    lines = []
    for name, rows in (("real", real), ("synthetic", synthetic), ("augmented", augmented)):
        x, y = features(rows), rows[label].astype(str).map(names.index).to_numpy()
        for model in ("xgboost", "pytorch"):
            found = []
            for seed in map(int, options.seeds.split(",")):
                if model == "xgboost": probabilities = xgboost_probabilities(x, y, x_test, len(names), seed)
                else: probabilities = torch_probabilities(features.standardised(x), y, features.standardised(x_test), len(names), seed)
                found.append(scores(probabilities, y_test, rarest))
            line = {"rows": len(rows), "source": name, "model": model} | {key: round(mean(one[key] for one in found), 4) for key in found[0]}
            lines.append(line)
    print("| trained on | rows | model | AUC | macro-F1 | recall of " + repr(names[rarest]) + " |\n|---|---|---|---|---|---|")
    for line in lines: print("| {source} | {rows:,} | {model} | {auc:.4f} | {macro_f1:.4f} | {recall_rarest:.4f} |".format(**line))
    if options.record:
        record = {"what": "downstream", "input": manifest["inputs"][0]["sha256"], "test_rows": len(test), "seeds": options.seeds, "scores": lines,
                  "commit": commit(), "machine": machine(), "date": time.strftime("%Y-%m-%d")}
        with open(options.out, "a") as file: file.write(json.dumps(record) + "\n")


main()
