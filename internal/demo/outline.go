package demo

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"asterism/internal/fail"
)

type point struct{ x, y float64 }

// writeOutlines draws a mosaic instead of real borders: around each city's centre the places nearer to it than to any
// other, within 1.1 degrees.
func (w *world) writeOutlines(dir string) error {
	path := filepath.Join(dir, "合成_区划轮廓.geojson")
	file, err := os.Create(path)
	if err != nil {
		return fail.As(fail.Unavailable, err, "write %s", path)
	}
	out := bufio.NewWriter(file)
	fmt.Fprintln(out, `{"type":"FeatureCollection","name":"合成数据：虚构轮廓","synthetic":true,"features":[`)
	for k, c := range w.Cities {
		comma := ","
		if k == len(w.Cities)-1 {
			comma = ""
		}
		fmt.Fprintf(out, `{"type":"Feature","properties":{"adcode":%s,"name":"%s","level":"city","center":[%.2f,%.2f],"synthetic":true},"geometry":{"type":"Polygon","coordinates":[[%s]]}}%s`+"\n",
			c.Code, c.name, c.Lon, c.Lat, ring(w.cell(k)), comma)
	}
	fmt.Fprintln(out, "]}")
	for _, e := range []error{out.Flush(), file.Close()} {
		if err == nil {
			err = e
		}
	}
	return fail.As(fail.Unavailable, err, "write %s", path)
}

func ring(cell []point) string {
	var parts []string
	for _, p := range append(cell, cell[0]) {
		parts = append(parts, fmt.Sprintf("[%.4f,%.4f]", p.x, p.y))
	}
	return strings.Join(parts, ",")
}

// cell cuts a 24-gon around city k along the middle lines to all other cities.
func (w *world) cell(k int) []point {
	me := w.Cities[k]
	var cell []point
	for n := range 24 {
		a := 2 * math.Pi * float64(n) / 24
		cell = append(cell, point{me.Lon + 1.1*math.Cos(a), me.Lat + 0.9*math.Sin(a)})
	}
	for j, other := range w.Cities {
		if j != k {
			cell = cut(cell, point{me.Lon, me.Lat}, point{other.Lon, other.Lat})
		}
	}
	return cell
}

// cut keeps the part of a convex polygon nearer to a than to b (Sutherland and Hodgman, CACM 17 (1974) 32).
func cut(cell []point, a, b point) []point {
	side := func(p point) float64 {
		return (p.x-(a.x+b.x)/2)*(b.x-a.x) + (p.y-(a.y+b.y)/2)*(b.y-a.y)
	}
	var out []point
	for n, p := range cell {
		q := cell[(n+1)%len(cell)]
		sp, sq := side(p), side(q)
		if sp <= 0 {
			out = append(out, p)
		}
		if sp*sq < 0 {
			t := sp / (sp - sq)
			out = append(out, point{p.x + t*(q.x-p.x), p.y + t*(q.y-p.y)})
		}
	}
	return out
}
