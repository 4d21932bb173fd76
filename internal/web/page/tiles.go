package page

import (
	"io/fs"

	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
)

// tileMap is a file of content/tiles: a place drawn as squares, since nothing is outlined that nobody imported.
type tileMap struct {
	Title lang.Text `yaml:"title"`
	Tiles []struct {
		Code   string `yaml:"code"`
		Column int    `yaml:"column"`
		Row    int    `yaml:"row"`
	} `yaml:"tiles"`
}

func readTiles(content fs.FS, name string) (tileMap, error) {
	var m tileMap
	data, err := fs.ReadFile(content, "tiles/"+name+".yaml")
	if err != nil {
		return m, err
	}
	return m, yaml.Unmarshal(data, &m)
}

// mapView is the map with a value on every tile.
type mapView struct {
	Title         string
	Width, Height int
	Tiles         []tileView
	Outlines      []outlineView // drawn instead of the tiles
	Marks         []markView    // on outlines: things that have coordinates
	Legend        []legendView
	About         string // what the picture is, and whose
	Notes         []string
	Trace         string
	Views         []LinkView // the other way to draw it
}

type tileView struct {
	X, Y, Cx, NameY, ValueY int
	Name, Value, URL        string
	Level                   int
	Dark                    bool
}

// markView is a thing on outlines.
type markView struct {
	X, Y      int
	Name, URL string
}

type legendView struct {
	Level int
	Text  string
}

// Size of a tile and the gap between two, in units of the picture.
const tileSize, tileGap = 92, 6

// lay puts values on tiles. Levels 1–6 part the values at equal steps of the square root, so that one large city
// does not make all others alike.
func (m tileMap) lay(r *Request, values map[string]int64, address func(code string) string) *mapView {
	v := &mapView{Title: m.Title.In(r.Lang)}
	most := int64(0)
	for _, n := range values {
		most = max(most, n)
	}
	for _, t := range m.Tiles {
		n := values[t.Code]
		x, y := t.Column*(tileSize+tileGap), t.Row*(tileSize+tileGap)
		tile := tileView{X: x, Y: y, Cx: x + tileSize/2, NameY: y + 42, ValueY: y + 62, Name: r.placeName(t.Code), Value: Format{r.Lang}.Number(n), URL: address(t.Code), Level: level(n, most)}
		tile.Dark = tile.Level >= 4
		v.Width, v.Height = max(v.Width, x+tileSize), max(v.Height, y+tileSize)
		v.Tiles = append(v.Tiles, tile)
	}
	v.Legend = legend(r, most)
	return v
}

func level(n, most int64) int {
	for l := int64(1); l <= 6; l++ {
		if n > 0 && 36*n <= l*l*most {
			return int(l)
		}
	}
	return 0
}

func legend(r *Request, most int64) []legendView {
	var all []legendView
	least := int64(1)
	for l := int64(1); l <= 6 && most > 0; l++ {
		upper := l * l * most / 36
		if upper < least {
			continue
		}
		f := Format{r.Lang}
		text := f.Number(least) + "–" + f.Number(upper)
		if least == upper {
			text = f.Number(upper)
		}
		all = append(all, legendView{int(l), text})
		least = upper + 1
	}
	return all
}
