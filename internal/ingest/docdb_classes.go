package ingest

import (
	"regexp"
	"strings"
)

func (r *docdbRecord) classes(name string) {
	switch name {
	case "classification-ipc":
		r.oldIPC()
	case "classifications-ipcr":
		r.ipcr()
	case "patent-classifications":
		r.schemes()
	}
}

// The old field is fixed: edition, then the symbol with its parts apart, then a mark: " 7A 61K   9/16   A".
var oldSymbol = regexp.MustCompile(`([A-H])\s*([0-9]{2}[A-Z])\s*([0-9]+)\s*/\s*([0-9]+)`)

func (r *docdbRecord) oldIPC() {
	edition := ""
	for name := range r.Children {
		switch string(name) {
		case "edition":
			edition = r.Content()
		case "main-classification", "further-classification":
			c := PatentClass{Scheme: "ipc", Version: edition, First: string(name) == "main-classification"}
			c.Symbol = r.Content()
			if m := oldSymbol.FindStringSubmatch(c.Symbol); m != nil {
				c.Symbol = m[1] + m[2] + " " + m[3] + "/" + m[4]
			}
			r.Classes = append(r.Classes, c)
		case "text": // OPS
			r.Classes = append(r.Classes, PatentClass{Scheme: "ipc", Symbol: r.Content()})
		}
	}
}

// ipcr hands the fixed-width text on whole: symbol, version, level, position, value, date and office stand in it.
func (r *docdbRecord) ipcr() {
	for range r.Children {
		for name := range r.Children {
			if string(name) == "text" {
				r.Classes = append(r.Classes, PatentClass{Scheme: "ipc", Symbol: r.Verbatim()})
			}
		}
	}
}

func (r *docdbRecord) schemes() {
	for range r.Children {
		if c := r.schemed(); c.Symbol != "" {
			r.Classes = append(r.Classes, c)
		}
	}
}

// schemed reads one classification: the symbol in one piece (exchange files) or in parts (OPS).
func (r *docdbRecord) schemed() (c PatentClass) {
	parts := map[string]string{}
	for name := range r.Children {
		switch part := string(name); part {
		case "classification-scheme":
			c.Scheme = schemeOf(r.attr("scheme"))
			c.Version = r.docID().date
		case "classification-symbol":
			c.Symbol = strings.TrimSpace(r.Verbatim())
		case "symbol-position":
			c.First = r.Content() == "F"
		case "classification-value":
			c.Inventive = classValue(r.Content())
		case "section", "class", "subclass", "main-group", "subgroup":
			parts[part] = r.Content()
		}
	}
	if c.Symbol == "" {
		c.Symbol = symbol(parts["section"]+parts["class"]+parts["subclass"], parts["main-group"], parts["subgroup"])
	}
	return c
}

// schemeOf maps the exchange format's scheme names: CPC, CPCI (inventive), CPCNO and CPCA (national), FI, FTERM, EC, UC …
func schemeOf(name string) string {
	switch {
	case strings.HasPrefix(name, "CPC"):
		return "cpc"
	case strings.HasPrefix(name, "IPC"):
		return "ipc"
	}
	switch name {
	case "FI":
		return "fi"
	case "FTERM":
		return "fterm"
	case "EC", "ECLA":
		return "ecla"
	case "UC", "USPC":
		return "uspc"
	}
	return "other"
}
