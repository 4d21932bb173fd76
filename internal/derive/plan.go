package derive

import (
	"fmt"
	"io/fs"
	"strconv"

	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
)

// planZones is what the build takes from a plan: its zones, and the places with an attribute, each with its members, and the targets that can be
// forecast.
// Package plan reads and checks the whole.
type planZones struct {
	ID    string `yaml:"id"`
	Zones []struct {
		ID       string    `yaml:"id"`
		Title    lang.Text `yaml:"title"`
		Valid    struct{ From, To int }
		Cities   []string `yaml:"cities"`
		Counties []string `yaml:"counties"`
		Source   string   `yaml:"source"`
	} `yaml:"zones"`
	Attributes []struct {
		ID     string    `yaml:"id"`
		Title  lang.Text `yaml:"title"`
		Places []struct{ Code, Since, Source string }
	} `yaml:"attributes"`
	Targets []planTarget `yaml:"targets"`
}

var (
	planZoneColumns = []typed{{"zone_id", "VARCHAR"}, {"name", "VARCHAR"}, {"kind", "VARCHAR"}, {"level", "VARCHAR"}, {"document", "VARCHAR"},
		{"valid_from", "DATE"}, {"valid_to", "DATE"}, {"area_km2", "DOUBLE"}, {"file", "VARCHAR"}}
	planZoneRegionColumns = []typed{{"zone_id", "VARCHAR"}, {"region_code", "VARCHAR"}, {"valid_from", "DATE"}, {"valid_to", "DATE"}, {"file", "VARCHAR"}}
)

var planWords = map[string]Word{
	"kind":     {Text: lang.Text{Zh: "类型", En: "kind"}, Unit: "code"},
	"level":    {Text: lang.Text{Zh: "级别", En: "level"}, Unit: "code"},
	"document": {Text: lang.Text{Zh: "依据", En: "document"}, Unit: "text"},
	"area_km2": {Text: lang.Text{Zh: "面积", En: "area"}, Unit: "km2"},

	"plan_id":     {Text: lang.Text{Zh: "规划", En: "plan"}, Unit: "code"},
	"target_id":   {Text: lang.Text{Zh: "目标", En: "target"}, Unit: "code"},
	"entity_type": {Text: lang.Text{Zh: "对象类型", En: "kind of entity"}, Unit: "code"},
	"entity_id":   {Text: lang.Text{Zh: "对象（空为全部）", En: "entity (none: all)"}, Unit: "code"},
	"indicator":   {Text: lang.Text{Zh: "指标", En: "indicator"}, Unit: "code"},
	"threshold":   {Text: lang.Text{Zh: "门槛值", En: "threshold"}, Unit: "as the indicator"},
	"goal":        {Text: lang.Text{Zh: "目标个数", En: "number wanted"}, Unit: "count"},
	"due_year":    {Text: lang.Text{Zh: "期限年份", En: "year due"}, Unit: "year"},
}

// plans makes the zones of content/plans two tables of content, like the data files: base.plan_zone and
// base.plan_zone_region. Of two plans with a zone of the same id the first by name gives it.
func (ld *loader) plans() error {
	names, err := fs.Glob(ld.content, "plans/*.yaml")
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return nil
	}
	rows, targets := zoneRows{known: map[string]bool{}}, [][]string(nil)
	for _, name := range names {
		p, err := readPlanZones(ld.content, name)
		if err != nil {
			ld.remark(&Node{Name: "base.plan_zone", File: name}, 1, "derive.header", err.Error())
			continue
		}
		rows.take(p, "content/"+name)
		targets = append(targets, targetRows(p, "content/"+name)...)
	}
	ld.planTable("base.plan_target", lang.Text{Zh: "可预测的规划目标", En: "Targets that can be forecast"}, []string{"plan_id", "target_id"}, planTargetColumns, targets)
	ld.planTable("base.plan_zone", lang.Text{Zh: "规划文本中的区域", En: "Zones the plans name"}, []string{"zone_id"}, planZoneColumns, rows.zones)
	ld.planTable("base.plan_zone_region", lang.Text{Zh: "规划文本中区域的成员", En: "Members of the zones the plans name"},
		[]string{"zone_id", "region_code"}, planZoneRegionColumns, rows.members)
	return nil
}

// zoneRows gathers the rows of both tables.
type zoneRows struct {
	zones, members [][]string
	known          map[string]bool
}

func (r *zoneRows) take(p planZones, file string) {
	for _, z := range p.Zones {
		from, to := yearDay(z.Valid.From, "-01-01"), yearDay(z.Valid.To, "-12-31")
		if r.zone(z.ID, z.Title.Zh, "plan", "", z.Source, from, to, "", file) {
			for _, code := range append(append([]string(nil), z.Cities...), z.Counties...) {
				r.members = append(r.members, []string{z.ID, code, from, to, file})
			}
		}
	}
	for _, a := range p.Attributes {
		if r.zone(a.ID, a.Title.Zh, "attribute", "", "", "", "", "", file) {
			for _, place := range a.Places {
				r.members = append(r.members, []string{a.ID, place.Code, monthDay(place.Since), "", file})
			}
		}
	}
}

// zone adds a zone whose id, the first cell, is new.
func (r *zoneRows) zone(cells ...string) bool {
	if r.known[cells[0]] {
		return false
	}
	r.known[cells[0]] = true
	r.zones = append(r.zones, cells)
	return true
}

func (ld *loader) planTable(name string, title lang.Text, grain []string, columns []typed, rows [][]string) {
	ld.graph.nodes[name] = &Node{Name: name, Kind: Data, File: "plans", Line: 1, SQL: valuesSQL(columns, texts(rows)), words: ld.graph.words,
		Header: Header{Title: title, Grain: grain, Columns: planWords, Method: "docs/methods/regions.md"}}
}

func readPlanZones(content fs.FS, name string) (p planZones, err error) {
	data, err := fs.ReadFile(content, name)
	if err == nil {
		err = yaml.Unmarshal(data, &p)
	}
	if err != nil {
		return p, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

func yearDay(year int, day string) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year) + day
}

// monthDay is the first day of a month written 2009-03; other writings stay.
func monthDay(since string) string {
	if len(since) == len("2009-03") {
		return since + "-01"
	}
	return since
}
