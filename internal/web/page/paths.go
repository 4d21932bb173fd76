package page

// Paths lists the patterns of net/http's mux of every page, without the method and the language: what a benchmark
// or a crawler has to have visited.
func Paths() []string {
	paths := make([]string, len(pages))
	for i, p := range pages {
		paths[i] = p.Path
	}
	return paths
}
