// Package graph holds algorithms on graphs whose nodes are numbered 0, 1, 2 … in 32 bits. Functions are pure: the same
// arguments give the same result on any number of cores.
package graph

// Components tells the connected component of each of n nodes, named by its smallest node. from[i]–to[i] are the
// edges, read in both directions; edges to a node of its own or given twice do no harm. from and to have the same
// length, and every entry is at least 0 and below n; anything else is a programming error and panics.
//
// Disjoint sets with the smaller root on top and path halving: time O((n + m) log n) at worst, near linear in
// practice; space O(n). Source: R. E. Tarjan, J. van Leeuwen, Worst-case analysis of set union algorithms,
// J. ACM 31 (1984) 245–281, doi 10.1145/62.2160.
func Components(n int32, from, to []int32) []int32 {
	root := make([]int32, n)
	for i := range root {
		root[i] = int32(i)
	}
	for i, a := range from {
		join(root, a, to[i])
	}
	for i := range root {
		root[i] = find(root, int32(i))
	}
	return root
}

func find(root []int32, a int32) int32 {
	for root[a] != a {
		root[a] = root[root[a]]
		a = root[a]
	}
	return a
}

func join(root []int32, a, b int32) {
	a, b = find(root, a), find(root, b)
	if a < b {
		root[b] = a
	} else {
		root[a] = b
	}
}
