package ingest

import (
	"strings"

	"asterism/patent"
	"asterism/text"
)

// memo keeps what was worked out for values that come again and again: dates, class symbols, party names. It is
// emptied when full and keeps copies, since a cell holds the whole block it was cut from; so memory stays bounded.
// Results never depend on it.
type memo struct {
	days    map[string]datum
	classes map[string]map[string]parsedClass // by scheme
	names   map[string]party
	states  map[[2]string]standing // by Status and CurrentStatus
}

type datum struct {
	day       day
	precision string
}

type parsedClass struct {
	scheme string
	class  patent.Class
	ok     bool
}

type party struct{ name, kind string }

const memoSize = 1 << 16

func newMemo() *memo {
	return &memo{map[string]datum{}, map[string]map[string]parsedClass{}, map[string]party{}, map[[2]string]standing{}}
}

func (m *memo) keepDay(raw string, d datum) {
	if len(m.days) >= memoSize {
		clear(m.days)
	}
	m.days[strings.Clone(raw)] = d
}

// party cleans a name and tells what kind of party bears it.
func (m *memo) party(raw string) party {
	if p, ok := m.names[raw]; ok {
		return p
	}
	if len(m.names) >= memoSize {
		clear(m.names)
	}
	raw = strings.Clone(raw)
	name := text.Fold(raw)
	p := party{name, text.PartyType(name)}
	m.names[raw] = p
	return p
}

// class parses a symbol once. The scheme may come out another than stated: Chinese tables list Locarno classes of
// designs among the IPC symbols.
func (m *memo) class(scheme, raw string) parsedClass {
	known := m.classes[scheme]
	if c, ok := known[raw]; ok {
		return c
	}
	if known == nil || len(known) >= memoSize {
		known = map[string]parsedClass{}
		m.classes[scheme] = known
	}
	raw = strings.Clone(raw)
	c := parseClass(scheme, raw)
	known[raw] = c
	return c
}

func parseClass(scheme, raw string) parsedClass {
	switch scheme {
	case "ipc":
		if c, ok := patent.ParseIPC(raw); ok {
			return parsedClass{"ipc", c, true}
		}
		c, ok := patent.ParseLocarno(raw)
		if ok {
			return parsedClass{"locarno", c, true}
		}
		return parsedClass{"ipc", c, false}
	case "cpc":
		c, ok := patent.ParseCPC(raw)
		return parsedClass{scheme, c, ok}
	case "locarno":
		c, ok := patent.ParseLocarno(raw)
		return parsedClass{scheme, c, ok}
	}
	return parsedClass{scheme, patent.Class{Normal: text.Fold(raw)}, true}
}
