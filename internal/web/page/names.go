package page

import "strings"

// named are key columns whose values have names: of the table, or of the plans. A page shows the name and keeps the
// code in its tooltip.
var named = []struct{ column, table, key, name string }{
	{"cluster_id", "base.cluster", "cluster_id", "name"},
	{"carrier_id", "base.carrier", "carrier_id", "name"},
	{"platform_id", "base.platform", "platform_id", "name"},
	{"alliance_id", "base.alliance", "alliance_id", "name"},
	{"instrument_id", "base.instrument", "instrument_id", "name"},
	{"zone_id", "base.zone", "zone_id", "name"},
	{"industry_code", "base.industry", "industry_code", "name"},
}

// nameOf is the name of a key; "" where the column is no such key or nobody knows it.
func (r *Request) nameOf(column, code string) string {
	if code == "" {
		return ""
	}
	switch column {
	case "node_id", "chain_id", "parent_id":
		return r.chainName(code)
	case "place_code":
		if name := r.placeName(code); name != code {
			return name
		}
	case "cluster_id":
		if name := r.clusterName(code); name != "" {
			return name
		}
	case "zone", "zone_id":
		if name := r.zoneName(code); name != "" {
			return name
		}
	case "found_id":
		if code == foundNone {
			return r.T("found.nowhere")
		}
		return r.foundName(code)
	case "entity_id":
		return r.nameOf("cluster_id", code)
	}
	for _, n := range named {
		if column == n.column || strings.HasSuffix(column, "_"+n.column) {
			return r.rowName(n.table, n.key, n.name, code)
		}
	}
	return ""
}

// chainName is the name of a chain or node.
func (r *Request) chainName(code string) string {
	return r.rowName("base.chain_node", "node_id", map[string]string{"zh": "name_zh", "en": "name_en"}[r.Lang], code)
}

// zoneName is a plan's name of a zone or an attribute.
func (r *Request) zoneName(id string) string {
	for _, p := range r.Site.w.Plans() {
		for _, z := range p.Zones {
			if z.ID == id {
				return z.Title.In(r.Lang)
			}
		}
		for _, a := range p.Attributes {
			if a.ID == id {
				return a.Title.In(r.Lang)
			}
		}
	}
	return ""
}

// rowName reads a table's names once a snapshot.
func (r *Request) rowName(table, key, name, code string) string {
	if !r.HasColumn(table, key) || !r.HasColumn(table, name) || !r.Has(table) {
		return ""
	}
	names := r.names[table]
	if names == nil {
		rows, err := r.Query("select " + key + ", max(" + name + ") as name\nfrom " + table + "\nwhere " + name + " is not null\ngroup by " + key)
		if err != nil {
			return ""
		}
		names = make(map[string]string, len(rows.Data))
		for _, row := range rows.Data {
			names[text(row[0])] = text(row[1])
		}
		if r.names == nil {
			r.names = map[string]map[string]string{}
		}
		r.names[table] = names
	}
	return names[code]
}
