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
	count := (n + blockNodes - 1) / blockNodes
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), count) {
		all.Go(func() {
			for {
				b := int(next.Add(1)) - 1
				if b >= count {
					return
				}
				do(b, b*blockNodes, min(n, (b+1)*blockNodes))
			}
		})
	}
	all.Wait()
}
