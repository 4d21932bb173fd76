"""Index and query the same abstracts with SQLite FTS5 or Xapian, as a careful user would, and print what it took as JSON.

usage: text_peers.py fts5|xapian DOCS.tsv QUERIES.tsv FOLDER
QUERIES.tsv: class, words separated by blanks. Classes: one, two, three (all words), phrase.
"""
import json
import os
import sys
import time


def documents(path):
    with open(path, encoding="ascii") as f:
        for line in f:
            number, title, abstract = line.rstrip("\n").split("\t")
            yield int(number), title + "\n" + abstract


def queries(path):
    with open(path, encoding="ascii") as f:
        return [tuple(line.rstrip("\n").split("\t")) for line in f]


def size(folder):
    return sum(os.path.getsize(os.path.join(d, n)) for d, _, names in os.walk(folder) for n in names)


def timed(answers, ask):
    times, counts = {}, []
    for kind, words in answers:
        start = time.perf_counter()
        counts.append(ask(kind, words.split()))
        times.setdefault(kind, []).append(time.perf_counter() - start)
    return times, counts


def fts5(docs, asked, folder):
    import sqlite3
    db = sqlite3.connect(os.path.join(folder, "fts.db"))
    db.execute("pragma journal_mode=off")
    db.execute("pragma synchronous=off")
    db.execute("pragma cache_size=-400000")
    start = time.perf_counter()
    db.execute("create virtual table t using fts5(body, tokenize='unicode61')")
    db.executemany("insert into t(rowid, body) values (?, ?)", documents(docs))
    db.execute("insert into t(t) values ('optimize')")
    db.commit()
    built = time.perf_counter() - start

    def ask(kind, words):
        match = '"' + " ".join(words) + '"' if kind == "phrase" else " AND ".join('"' + w + '"' for w in words)
        return len(db.execute("select rowid, bm25(t) from t where t match ? order by rank limit 20", (match,)).fetchall())

    times, counts = timed(queries(asked), ask)
    return {"version": sqlite3.sqlite_version, "seconds": built, "bytes": size(folder), "times": times, "counts": counts}


def xapian(docs, asked, folder):
    import xapian as x
    start = time.perf_counter()
    db = x.WritableDatabase(os.path.join(folder, "db"), x.DB_CREATE_OR_OVERWRITE | x.DB_NO_SYNC)
    terms = x.TermGenerator()
    for number, body in documents(docs):
        d = x.Document()
        terms.set_document(d)
        terms.index_text(body)
        db.add_document(d)
    db.commit()
    db.close()
    built = time.perf_counter() - start
    db = x.Database(os.path.join(folder, "db"))

    def ask(kind, words):
        op = x.Query.OP_PHRASE if kind == "phrase" else x.Query.OP_AND
        e = x.Enquire(db)
        e.set_query(x.Query(op, words))
        return len([m.docid for m in e.get_mset(0, 20)])

    times, counts = timed(queries(asked), ask)
    return {"version": x.version_string(), "seconds": built, "bytes": size(folder), "times": times, "counts": counts}


if __name__ == "__main__":
    print(json.dumps({"fts5": fts5, "xapian": xapian}[sys.argv[1]](*sys.argv[2:5])))
