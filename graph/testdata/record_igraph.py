# Writes igraph.json: what igraph finds on small random graphs, against which igraph_test.go holds the kernels.
# python3 record_igraph.py > igraph.json   (pip install igraph)
import json, random
import igraph


def found(name, n, arcs):
    g = igraph.Graph(n=n, edges=arcs, directed=True)
    u = g.as_undirected(mode='each')
    parts = [v % 5 for v in range(n)]
    return {
        'name': name, 'nodes': n, 'arcs': arcs,
        'pagerank': g.pagerank(damping=0.85),
        'weak': g.connected_components(mode='weak').membership,
        'strong': g.connected_components(mode='strong').membership,
        'core': g.coreness(mode='all'),
        'betweenness': g.betweenness(directed=True),
        'betweenness_undirected': u.simplify().betweenness(directed=False),
        'hub': g.hub_score(scale=True), 'authority': g.authority_score(scale=True),
        'modularity': u.modularity(parts),
        'coupling': g.bibcoupling(), 'cocitation': g.cocitation(),
        'leiden_modularity': max(u.modularity(u.community_leiden(objective_function='modularity', n_iterations=-1).membership) for _ in range(20)),
    }


def arcs_of(r, n, m, acyclic=False, mutual=True):
    arcs = set()
    while len(arcs) < m:
        a, b = r.randrange(n), r.randrange(n)
        if a == b or not mutual and (b, a) in arcs:
            continue
        arcs.add((max(a, b), min(a, b)) if acyclic else (a, b))
    return sorted(arcs)


r = random.Random(20)
random.seed(21)
print(json.dumps({'igraph': igraph.__version__, 'graphs': [
    found('citations', 60, arcs_of(r, 60, 150, acyclic=True)),
    found('cycles', 40, arcs_of(r, 40, 120, mutual=False)),
    found('sparse', 50, arcs_of(r, 50, 45, mutual=False)),
]}))
