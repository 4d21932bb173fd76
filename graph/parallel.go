package graph

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// blockNodes is the unit of parallel work. It is fixed, so that sums added up block by block do not depend on the cores.
const blockNodes = 1 << 14

// blocks lists where the blocks of n nodes begin.
func blocks(n int) []int {
	var from []int
	for i := 0; i < n; i += blockNodes {
		from = append(from, i)
	}
	return from
}

// each calls do for every block of n nodes: its number and its nodes from … to-1. Calls run on all cores at once.
func each(n int, do func(block, from, to int)) {
	inParts(n, blockNodes, func(from, to int) { do(from/blockNodes, from, to) })
}

// inParts calls do for parts of a given size, on all cores at once.
func inParts(n, size int, do func(from, to int)) {
	if n <= size {
		if n == 0 {
			return
		}
		do(0, n)
		return
	}
	count := (n + size - 1) / size
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), count) {
		all.Go(func() {
			for p := int(next.Add(1)) - 1; p < count; p = int(next.Add(1)) - 1 {
				do(p*size, min(n, (p+1)*size))
			}
		})
	}
	all.Wait()
}
