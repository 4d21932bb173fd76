package main

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"asterism"
	"asterism/internal/web/page"
)

// pageFigures: every page of the list that a link leads to, in milliseconds.
type pageFigures struct {
	Patents int
	Pages   []pageFigure
	Unseen  []string // pages of the list that no link of the demo leads to
	Cold    sample   // of every address
	Warm    sample   // medians of every address
}

// pageFigure is one address: the first request of a fresh server, and further ones.
type pageFigure struct {
	Path, Address string
	Cold          float64
	Warm          sample
}

const (
	addressesPerPage = 3
	warmRequests     = 9
)

func measurePages(ctx context.Context, b *bench, p *report) error {
	w, err := asterism.Demo(ctx, filepath.Join(b.dir, "demo-0"), asterism.DemoOptions{Seed: 1, Step: func(string) {}, Progress: func(_, _ int64) {}})
	if err != nil {
		return err
	}
	defer w.Close()
	s, err := serve(ctx, w)
	if err != nil {
		return err
	}
	defer s.stop()
	c := newCrawl(s)
	if err := c.run(); err != nil {
		return err
	}
	p.Pages = &pageFigures{Patents: demoPatents, Pages: c.found, Unseen: c.unseen()}
	return p.Pages.warm(s)
}

// warm asks for every address again and again, one pass over all after the other.
func (f *pageFigures) warm(s *server) error {
	for range warmRequests {
		for i := range f.Pages {
			_, seconds, err := s.get(f.Pages[i].Address)
			if err != nil {
				return err
			}
			f.Pages[i].Warm = append(f.Pages[i].Warm, 1000*seconds)
		}
	}
	for _, p := range f.Pages {
		f.Cold, f.Warm = append(f.Cold, p.Cold), append(f.Warm, p.Warm.Median())
	}
	sort.SliceStable(f.Pages, func(i, j int) bool { return f.Pages[i].Warm.Median() > f.Pages[j].Warm.Median() })
	return nil
}

// crawl follows the links from the first page, a few addresses for each page of the list.
type crawl struct {
	server *server
	mux    *http.ServeMux
	queue  []string
	seen   map[string]bool
	count  map[string]int
	found  []pageFigure
}

func newCrawl(s *server) *crawl {
	c := &crawl{server: s, mux: http.NewServeMux(), queue: []string{"/"}, seen: map[string]bool{"/": true}, count: map[string]int{"/{$}": 1}}
	for _, path := range page.Paths() {
		c.mux.Handle("GET "+path, http.NotFoundHandler())
	}
	return c
}

func (c *crawl) run() error {
	for len(c.queue) > 0 {
		address := c.queue[0]
		c.queue = c.queue[1:]
		text, seconds, err := c.server.get(address)
		if err != nil {
			return err
		}
		c.found = append(c.found, pageFigure{Path: c.pattern(address), Address: address, Cold: 1000 * seconds})
		c.follow(text)
	}
	return nil
}

var links = regexp.MustCompile(`href="(/[^"]*)"`)

func (c *crawl) follow(text string) {
	for _, m := range links.FindAllStringSubmatch(text, -1) {
		address, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
		path := c.pattern(address)
		if path == "" || c.seen[address] || c.count[path] == addressesPerPage {
			continue
		}
		c.seen[address] = true
		c.count[path]++
		c.queue = append(c.queue, address)
	}
}

// pattern is the page of the list that an address belongs to; "" for downloads, assets and the other language.
func (c *crawl) pattern(address string) string {
	u, err := url.Parse(address)
	if err != nil || strings.HasPrefix(u.Path, "/en") {
		return ""
	}
	_, pattern := c.mux.Handler(&http.Request{Method: http.MethodGet, URL: u, Host: "bench"})
	return strings.TrimPrefix(pattern, "GET ")
}

func (c *crawl) unseen() []string {
	var paths []string
	for _, path := range page.Paths() {
		if c.count[path] == 0 {
			paths = append(paths, path)
		}
	}
	return paths
}
