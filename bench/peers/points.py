"""DBSCAN of points (latitudes, then longitudes) by scikit-learn's ball tree and haversine distance. Prints seconds, clusters, peak memory (MB)."""
import json, resource, sys, time

import numpy as np
from sklearn.cluster import DBSCAN

x = np.radians(np.fromfile(sys.argv[1]).reshape(2, -1).T)
start = time.perf_counter()
labels = DBSCAN(eps=float(sys.argv[2]) / 6371.0088, min_samples=int(sys.argv[3]), metric="haversine", algorithm="ball_tree", n_jobs=-1).fit(x).labels_
seconds = time.perf_counter() - start
print(json.dumps({"Seconds": seconds, "Check": int(labels.max()) + 1, "Peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6}))
