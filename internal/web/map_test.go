package web

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestMap: every layer draws the cities and lists what they hold; a city narrows the list; outlines carry marks that open; wrong choices are refused.
func TestMap(t *testing.T) {
	for layer, mark := range map[string]string{"planned": "/clusters/", "found": "/found/G", "inventors": "/found/I", "firms": "/firms?region_code=", "carriers": "/carriers/"} {
		answer, body := scenario{path: "/map?layer=" + layer + "&map=tiles"}.ask(t)
		page, err := html.Parse(bytes.NewReader(body))
		if err != nil || answer.StatusCode != 200 {
			t.Fatalf("%s: status %d %v", layer, answer.StatusCode, err)
		}
		if tiles := len(selects(page, "figure.map svg rect")); tiles != 17 {
			t.Errorf("%s: %d tiles", layer, tiles)
		}
		first := selects(page, "#list tbody td a")
		if len(first) == 0 || !strings.HasPrefix(attribute(first[0], "href"), mark) {
			t.Errorf("%s: the list does not open %s…", layer, mark)
		}
	}
	_, all := scenario{path: "/map?layer=firms"}.ask(t)
	_, one := scenario{path: "/map?layer=firms&city=370100"}.ask(t)
	if a, b := listed(t, all), listed(t, one); b == 0 || b >= a {
		t.Errorf("the list has %d lines, of one city %d", a, b)
	}
	if _, body := (scenario{path: "/map?layer=carriers"}).ask(t); bytes.Count(body, []byte("<circle cx=")) < 17 {
		t.Errorf("%d carriers stand on the outlines", bytes.Count(body, []byte("<circle cx=")))
	}
	for _, query := range []string{"layer=dreams", "zone=" + url.QueryEscape("没有"), "layer=found&industry=99999", "year=1066"} {
		if answer, _ := (scenario{path: "/map?" + query}).ask(t); answer.StatusCode != 400 {
			t.Errorf("%s: status %d", query, answer.StatusCode)
		}
	}
}

// TestMap_zones: firms of a zone are fewer than all, and those of overlapping zones together more than all of them.
func TestMap_zones(t *testing.T) {
	sum := func(query string) (n int) {
		_, body := scenario{path: "/map?layer=firms&map=tiles&" + query}.ask(t)
		page, err := html.Parse(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range selects(page, "figure.map svg text.v") {
			k, err := strconv.Atoi(strings.ReplaceAll(textOf(v), ",", ""))
			if err != nil {
				t.Fatal(err)
			}
			n += k
		}
		return n
	}
	all, zones := sum(""), 0
	for _, zone := range []string{"BLUE", "YRD", "CAPITAL", "WEST"} {
		n := sum("zone=" + zone)
		if n == 0 || n >= all {
			t.Errorf("%s: %d of %d firms", zone, n, all)
		}
		zones += n
	}
	if zones <= all {
		t.Errorf("the zones, which overlap, hold %d firms together, all %d", zones, all)
	}
}

func listed(t *testing.T, body []byte) int {
	t.Helper()
	page, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return len(selects(page, "#list tbody tr"))
}
