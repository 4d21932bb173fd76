"""Ranks of a made-up index (see uncertainty.go) made anew with choices drawn evenly, by numpy over whole arrays, each choice of filling and scaling made once. Prints seconds."""
import json, sys, time
import numpy as np

x = np.fromfile(sys.argv[1])
units, indicators, replications = (int(v) for v in x[:3])
raw = x[3:].reshape(indicators, units).T
random = np.random.default_rng(1)
start = time.perf_counter()
filled = [np.where(np.isnan(raw), of(raw, axis=0), raw) for of in (np.nanmean, np.nanmedian, np.nanmin)]


def scaled(a, how):
    if how == 0:
        return 1 + 99 * (a - a.min(0)) / (a.max(0) - a.min(0))
    if how == 1:
        return 100 + 10 * (a - a.mean(0)) / a.std(0, ddof=1)
    return 1.0 + np.array([np.searchsorted(np.sort(c), c) for c in a.T]).T


made = [[scaled(a, how) for how in range(3)] for a in filled]
logs = [[np.log(a) for a in row] for row in made]
ranks = np.empty((replications, units), np.int32)
for n in range(replications):
    fill, scale, mean = random.integers(3), random.integers(3), random.integers(2)
    w = 1 + 0.25 * (2 * random.random((indicators // 10, 10)) - 1)
    v = 1 + 0.25 * (2 * random.random(indicators // 10) - 1)
    w = (w / w.sum(1, keepdims=True) * (v / v.sum())[:, None]).ravel()
    score = (logs if mean else made)[fill][scale] @ w
    ranks[n, np.argsort(-score, kind="stable")] = np.arange(1, units + 1)
np.quantile(ranks, [0.05, 0.95], axis=0)
print(json.dumps({"Seconds": time.perf_counter() - start}))
