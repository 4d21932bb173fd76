package ingest

import "strings"

// classes reads the classification groups: IPC flat (v4.0) or reformed, CPC, USPC and Locarno. Others are passed over.
func (r *usRecord) classes(name string) {
	switch name {
	case "classification-ipc", "classification-national", "classification-locarno":
		r.flatClasses(flatSchemes[name])
	case "classifications-ipcr":
		r.parted("ipc")
	case "classifications-cpc":
		r.parted("cpc")
	}
}

// flatScheme says how a symbol written in one piece is read.
type flatScheme struct {
	name string
	read func(string) string
}

var flatSchemes = map[string]flatScheme{
	"classification-ipc":      {"ipc", flatIPC},
	"classification-national": {"uspc", flatUSPC},
	"classification-locarno":  {"locarno", flatLocarno},
}

func (r *usRecord) flatClasses(scheme flatScheme) {
	var edition string
	for name := range r.Children {
		switch string(name) {
		case "edition":
			edition = r.Content()
		case "main-classification", "further-classification":
			c := PatentClass{Scheme: scheme.name, Version: edition, First: string(name) == "main-classification"}
			c.Symbol = scheme.read(r.Verbatim())
			r.Classes = append(r.Classes, c)
		}
	}
}

// flatIPC reads the old layout by position: four characters of subclass, three of main group, the subgroup:
// "A45F  504" is A45F 5/04, "A61F002/06" is A61F 2/06. What is not of that shape stays.
func flatIPC(s string) string {
	if len(s) < 8 || strings.TrimSpace(s[:4]) == "" {
		return strings.TrimSpace(s)
	}
	group := strings.TrimLeft(s[4:7], " 0")
	sub := strings.TrimSpace(strings.TrimPrefix(s[7:], "/"))
	if group == "" || sub == "" || strings.ContainsAny(group, "/ ") {
		return strings.TrimSpace(s)
	}
	return s[:4] + " " + group + "/" + sub
}

// flatUSPC reads three characters of class, three of subclass and its decimals: " 24303" is 24/303, "623001160" is
// 623/1.16.
func flatUSPC(s string) string {
	if len(s) < 4 {
		return strings.TrimSpace(s)
	}
	class := strings.ReplaceAll(s[:3], " ", "")
	whole, decimals := s[3:], ""
	if len(s) > 6 {
		whole, decimals = s[3:6], strings.TrimRight(s[6:], " 0")
	}
	sub := strings.TrimLeft(strings.TrimSpace(whole), "0")
	return class + "/" + joined(".", sub, decimals)
}

// flatLocarno puts the hyphen into "0299".
func flatLocarno(s string) string {
	s = strings.TrimSpace(s)
	if len(s) == 4 {
		return s[:2] + "-" + s[2:]
	}
	return s
}

// parted reads symbols given part by part, in whatever groups they stand (main-cpc, further-cpc, combination-set).
func (r *usRecord) parted(scheme string) {
	for name := range r.Children {
		switch string(name) {
		case "main-cpc", "further-cpc", "combination-set", "combination-rank":
			r.parted(scheme)
		case "classification-ipcr", "classification-cpc":
			r.Classes = append(r.Classes, r.partedClass(scheme))
		}
	}
}

func (r *xmlReader) partedClass(scheme string) PatentClass {
	c := PatentClass{Scheme: scheme}
	var section, class, subclass, group, sub string
	for name := range r.Children {
		switch string(name) {
		case "section":
			section = r.Content()
		case "class":
			class = r.Content()
		case "subclass":
			subclass = r.Content()
		case "main-group":
			group = r.Content()
		case "subgroup":
			sub = r.Content()
		case "ipc-version-indicator", "cpc-version-indicator":
			c.Version = r.Content()
		case "symbol-position":
			c.First = r.Content() == "F"
		case "classification-value":
			c.Inventive = classValue(r.Content())
		}
	}
	c.Symbol = symbol(section+class+subclass, group, sub)
	return c
}

func symbol(subclass, group, sub string) string {
	if group == "" {
		return subclass
	}
	return subclass + group + "/" + sub
}

// classValue reads the classification value: I inventive, A or N additional.
func classValue(value string) *bool {
	switch value {
	case "I":
		return &yes
	case "A", "N":
		return &no
	}
	return nil
}
