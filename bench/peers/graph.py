# igraph over the binary of bench (n, m as 64 bits, sources and targets as 32): build and compute, in seconds, as JSON.
import array, json, sys, time
import igraph

seconds = {}

def clock(name, do):
    begun = time.perf_counter()
    made = do()
    seconds[name] = time.perf_counter() - begun
    return made

with open(sys.argv[1], 'rb') as f:
    head, source, target = array.array('q'), array.array('I'), array.array('I')
    head.fromfile(f, 2)
    source.fromfile(f, head[1])
    target.fromfile(f, head[1])
pairs = list(zip(source, target))
g = clock('build', lambda: igraph.Graph(n=head[0], edges=pairs, directed=True))
del pairs
clock('pagerank', lambda: g.pagerank(damping=0.85))
clock('wcc', lambda: g.connected_components(mode='weak'))
clock('kcore', lambda: g.coreness(mode='all'))
g.to_undirected(mode='each')
found = clock('leiden', lambda: g.community_leiden(objective_function='modularity', n_iterations=2))
print(json.dumps({'Version': igraph.__version__, 'Q': g.modularity(found.membership), 'Seconds': seconds}))
