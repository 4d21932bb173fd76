"""Five OECD indicators by DuckDB's SQL or by pandas, over the arrays the bench wrote. Prints seconds, a check, peak memory (MB)."""
import json, resource, sys, time
import numpy as np

peer, folder = sys.argv[1], sys.argv[2]
a = {n: np.fromfile(f"{folder}/{n}", dtype=np.uint32).astype(np.int32) for n in ("month", "citing", "cited", "owner", "symbol", "group", "subclass")}
n = len(a["month"])


def by_duckdb():
    import duckdb
    import pandas as pd

    db = duckdb.connect()
    db.execute("set threads=2")
    db.execute("set enable_progress_bar=false")
    frames = {
        "patent": pd.DataFrame({"id": np.arange(n, dtype=np.int32), "month": a["month"]}),
        "cite": pd.DataFrame({"citing": a["citing"], "cited": a["cited"]}),
        "class": pd.DataFrame({"id": a["owner"], "symbol": a["symbol"], "grp": a["group"][a["symbol"]], "sub": a["subclass"][a["symbol"]]}),
    }
    for name, frame in frames.items():
        db.register("f", frame)
        db.execute(f"create table {name} as select * from f")
        db.unregister("f")
    frames.clear()
    start = time.perf_counter()
    db.execute("create table scope as select id, count(distinct sub) as v from class group by id")
    db.execute("create table share as select id, sub, count(*)::double / sum(count(*)) over (partition by id) as share from class group by id, sub")
    db.execute("""create table near as select c.cited, c.citing from cite c join patent p on p.id = c.cited join patent q on q.id = c.citing
        where q.month - p.month between 0 and 60""")
    db.execute("create table forward as select cited, count(*) as v from near group by cited")
    db.execute("""create table generality as with g as (select n.cited, s.sub, sum(s.share) as w from near n join share s on s.id = n.citing group by n.cited, s.sub),
        t as (select cited, sum(w) as n from g group by cited) select g.cited, 1 - sum((w / t.n) * (w / t.n)) as v from g join t on t.cited = g.cited group by g.cited""")
    db.execute("""create table originality as with g as (select c.citing, k.grp, count(*) as w from cite c join class k on k.id = c.cited group by c.citing, k.grp),
        t as (select citing, sum(w) as n from g group by citing) select g.citing, 1 - sum((w / t.n) * (w / t.n)) as v from g join t on t.citing = g.citing group by g.citing""")
    db.execute("""create table radicalness as with own as (select distinct id, sub from class),
        x as (select c.citing, k.sub, count(*) as w from cite c join class k on k.id = c.cited group by c.citing, k.sub)
        select x.citing, sum(case when o.id is null then w else 0 end) / sum(w) as v from x left join own o on o.id = x.citing and o.sub = x.sub group by x.citing""")
    seconds = time.perf_counter() - start
    one = lambda q: int(db.execute(q).fetchone()[0])
    check = one("select sum(v) from scope") + one("select sum(v) from forward") + sum(one(f"select count(v) from {t}") for t in ("generality", "originality", "radicalness"))
    return seconds, check


def by_pandas():
    import pandas as pd

    cite = pd.DataFrame({"citing": a["citing"], "cited": a["cited"]})
    cls = pd.DataFrame({"id": a["owner"], "grp": a["group"][a["symbol"]], "sub": a["subclass"][a["symbol"]]})
    start = time.perf_counter()
    sub = cls.groupby(["id", "sub"]).size().rename("w").reset_index()
    scope = sub.groupby("id").size()
    sub["share"] = sub["w"] / sub.groupby("id")["w"].transform("sum")
    age = a["month"][a["citing"]] - a["month"][a["cited"]]
    near = cite[(age >= 0) & (age <= 60)]
    forward = np.bincount(near["cited"], minlength=n)

    def dispersion(frame, key, value):
        total = frame.groupby(key)[value].sum()
        square = (frame[value] ** 2).groupby(frame[key]).sum()
        return 1 - square / total**2

    g = near.merge(sub[["id", "sub", "share"]], left_on="citing", right_on="id").groupby(["cited", "sub"])["share"].sum().reset_index()
    generality = dispersion(g, "cited", "share")
    both = cite.merge(cls, left_on="cited", right_on="id")
    o = both.groupby(["citing", "grp"]).size().rename("w").reset_index()
    originality = dispersion(o, "citing", "w")
    x = both.groupby(["citing", "sub"]).size().rename("w").reset_index().merge(sub[["id", "sub"]], left_on=["citing", "sub"], right_on=["id", "sub"], how="left")
    foreign = x["w"].where(x["id"].isna(), 0)
    radicalness = foreign.groupby(x["citing"]).sum() / x.groupby("citing")["w"].sum()
    seconds = time.perf_counter() - start
    return seconds, int(scope.sum()) + int(forward.sum()) + len(generality) + len(originality) + len(radicalness)


seconds, check = by_duckdb() if peer == "duckdb" else by_pandas()
print(json.dumps({"seconds": seconds, "check": check, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6}))
