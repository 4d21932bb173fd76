"""RCA, proximity, density and ECI of a table of regions by industries by numpy or py-ecomplexity. Prints seconds, a check, peak memory (MB)."""
import contextlib, json, resource, sys, time
import numpy as np

peer, file = sys.argv[1], sys.argv[2]
a = np.fromfile(file)
x = a[2:].reshape(int(a[0]), int(a[1]))


def by_numpy():
    start = time.perf_counter()
    rca = (x / x.sum(1, keepdims=True)) / (x.sum(0) / x.sum())
    m = (rca >= 1).astype(float)
    u, d = m.sum(0), m.sum(1)
    phi = (m.T @ m) / np.maximum.outer(u, u)
    density = (m @ phi) / phi.sum(0)
    d = np.maximum(d, 1)
    if len(d) <= len(u):  # the smaller of the two symmetric problems
        s = m / np.sqrt(d)[:, None] / np.sqrt(np.maximum(u, 1))
        values, vectors = np.linalg.eigh(s @ s.T)
        eci = vectors[:, -2] / np.sqrt(d)
    else:
        s = m / np.sqrt(d)[:, None] / np.sqrt(np.maximum(u, 1))
        values, vectors = np.linalg.eigh(s.T @ s)
        eci = (s @ vectors[:, -2]) / np.sqrt(d)
    eci = (eci - eci.mean()) / eci.std()
    return time.perf_counter() - start, int(m.sum())


def by_ecomplexity():
    import pandas as pd
    from ecomplexity import ecomplexity

    r, i = np.indices(x.shape)
    frame = pd.DataFrame({"year": 1, "region": r.ravel(), "industry": i.ravel(), "value": x.ravel()})
    start = time.perf_counter()
    with contextlib.redirect_stdout(sys.stderr):
        out = ecomplexity(frame, {"time": "year", "loc": "region", "prod": "industry", "val": "value"}, rca_mcp_threshold=1)
    return time.perf_counter() - start, int((out["rca"] >= 1).sum())


seconds, check = by_numpy() if peer == "numpy" else by_ecomplexity()
print(json.dumps({"Seconds": seconds, "Check": check, "Peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6}))
