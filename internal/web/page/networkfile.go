package page

import (
	"asterism/internal/fail"
)

// networkName is the imported network that the URL names, else the largest.
func (r *Request) networkName() (string, error) {
	rows, err := r.importedNetworks()
	if err != nil {
		return "", err
	}
	want := r.Values.Get("network")
	for _, row := range rows {
		if name := text(row[0]); want == "" || name == want {
			return name, nil
		}
	}
	return "", fail.New(fail.NotFound, "no network %s in snapshot %d", want, r.Reader.Snapshot().ID)
}

// importedNetworks lists name, direction of the networks that have arcs, the largest first.
func (r *Request) importedNetworks() ([][]any, error) {
	rows, err := r.Query(`select a.network, n.direction, n.is_directed, count(*) as arc_count
from base.network_arc as a left join base.network as n on n.network = a.network
group by a.network, n.direction, n.is_directed
order by arc_count desc, a.network
limit 40`)
	if err != nil {
		return nil, err
	}
	return rows.Data, nil
}

// networkChoices are the imported networks as links of this page.
func (r *Request) networkChoices() ([]LinkView, error) {
	name, err := r.networkName()
	if err != nil {
		return nil, err
	}
	rows, err := r.importedNetworks()
	var links []LinkView
	for _, row := range rows {
		links = append(links, LinkView{text(row[0]), r.Here("network", text(row[0])), text(row[0]) == name})
	}
	return links, err
}

func (r *Request) importedNodes() (nodeSelect, error) {
	name, err := r.networkName()
	if err != nil {
		return nodeSelect{}, err
	}
	is := " where network = " + literal(name)
	return nodeSelect{`select e.node, n.label, n.year, n.partition, e.link_count
from (select node, sum(link_count) as link_count from (
    select source as node, count(*) as link_count from base.network_arc` + is + ` group by source
    union all select target as node, count(*) as link_count from base.network_arc` + is + ` group by target
    union all select node, 0 as link_count from base.network_node` + is + `) as s group by node) as e
  left join base.network_node as n on n.node = e.node and n.network = ` + literal(name), networkKinds["imported"].order, "base.network_node", "label, node, year, partition, link_count"}, nil
}

// importedDirection tells whether the arcs of the network lead from citing to cited, and whether it has directions at all.
func (r *Request) importedDirection(name string) (citing, directed bool, err error) {
	rows, err := r.importedNetworks()
	for _, row := range rows {
		if text(row[0]) == name {
			return text(row[1]) == "cites", row[2] != false, err
		}
	}
	return false, true, err
}
