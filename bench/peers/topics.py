"""TF-IDF and truncated SVD of abstracts (number, title, abstract by tabs) by scikit-learn, with the same rules and rank. Prints seconds."""
import json, sys, time

from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

docs = [line.rstrip("\n").split("\t", 1)[1].replace("\t", "\n") for line in open(sys.argv[1], encoding="utf-8")]
start = time.perf_counter()
matrix = TfidfVectorizer(sublinear_tf=True, min_df=5, max_df=0.6, max_features=60_000).fit_transform(docs)
TruncatedSVD(n_components=int(sys.argv[2]), n_iter=2, random_state=1).fit_transform(matrix)
print(json.dumps({"Seconds": time.perf_counter() - start}))
