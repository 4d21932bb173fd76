package page

import "slices"

var (
	productFlags = []string{"is_single", "is_concentrated", "is_outside", "is_dependent"}
	firmFlags    = []string{"is_sole", "is_systemic", "is_articulation", "is_fragile"}
)

func (v *riskView) products(r *Request) error {
	sql := `select p.product_key, p.product, p.supplier_count, p.customer_count, p.supplier_hhi, p.captive_share, p.outside_share, p.largest_supplier, f.name, p.esri, p.node_id, p.node_basis, p.bottleneck_score, p.advice, p.supply_advice, p.rank, p.is_single, p.is_concentrated, p.is_outside, p.is_dependent
from ` + productTable + " as p left join base.firm as f on f.firm_id = p.largest_supplier\nwhere " + v.dealt("p.product_key") + "\norder by p.rank nulls last, p.product_key"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	v.Products = riskProducts{Trace: r.Trace(sql, r.T("risk.products.list")), All: r.Link("/data/tables/"+productTable, "sort", "rank"), Hidden: max(0, len(rows.Data)-shownRisks)}
	for _, row := range rows.Data[:min(shownRisks, len(rows.Data))] {
		v.Products.Lines = append(v.Products.Lines, r.riskProduct(row))
	}
	return nil
}

func (r *Request) riskProduct(row []any) riskProduct {
	f := Format{r.Lang}
	p := riskProduct{Rank: text(row[15]), Name: first(text(row[1]), text(row[0])), Suppliers: f.Number(row[2]), Customers: f.Number(row[3]), HHI: f.Number(row[4]), Captive: f.Share(row[5]),
		Outside: f.Share(row[6]), Largest: first(text(row[8]), text(row[7])), LargestURL: r.Link("/firms/" + text(row[7])), ESRI: f.Share(row[9]), Score: missing,
		Advice: first(r.coded(productTable, "supply_advice", row[14]), missing), Fired: r.fired(productTable, productFlags, row[16:20])}
	if row[8] == nil {
		p.LargestURL = ""
	}
	if node := text(row[10]); node != "" {
		p.Node, p.NodeURL, p.NodeBasis = first(r.chainName(node), node), r.nodeURL(node), r.coded(productTable, "node_basis", row[11])
		if row[12] != nil {
			p.Score = f.Number(row[12])
		}
		if word := r.coded(productTable, "advice", row[13]); word != "" {
			p.NodeBasis += " · " + word
		}
	}
	return p
}

// nodeURL is the page of a node of an industry chain.
func (r *Request) nodeURL(node string) string {
	for i := range node {
		if node[i] == '.' {
			return r.Link("/chains/" + node[:i] + "/" + node[i+1:])
		}
	}
	return r.Link("/chains/" + node)
}

func (v *riskView) firms(r *Request, stopped []string) error {
	sql := `select s.firm_id, f.name, s.rank, s.esri, s.others_share, s.hit_count, s.sole_product_count, s.sole_customer_count, s.severed_count, s.single_source_share, s.outside_share, s.is_sole, s.is_systemic, s.is_articulation, s.is_fragile
from ` + supplyFirmTable + " as s left join base.firm as f on f.firm_id = s.firm_id\nwhere " + v.members("s.firm_id") + "\norder by s.rank nulls last, s.firm_id"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	v.Firms = riskFirms{Trace: r.Trace(sql, r.T("risk.firms.list")), All: r.Link("/data/tables/"+supplyFirmTable, "sort", "rank"), Hidden: max(0, len(rows.Data)-shownRisks)}
	f := Format{r.Lang}
	for i, row := range rows.Data {
		id := text(row[0])
		on := slices.Contains(stopped, id)
		if i >= shownRisks && !on {
			continue
		}
		l := riskFirm{ID: id, Rank: text(row[2]), Name: first(text(row[1]), id), URL: r.Link("/firms/" + id), ESRI: f.Share(row[3]), Others: f.Share(row[4]), Hit: f.Number(row[5]),
			Sole: f.Number(row[6]) + " / " + f.Number(row[7]), Severed: f.Number(row[8]), Single: f.Share(row[9]), Outside: f.Share(row[10]), Fired: r.fired(supplyFirmTable, firmFlags, row[11:15]), On: on}
		if row[1] == nil {
			l.URL = ""
		}
		v.Firms.Lines = append(v.Firms.Lines, l)
	}
	return nil
}

// bridges are the links without which the network falls into parts of two firms and more.
func (v *riskView) bridges(r *Request) error {
	if !r.Has(bridgeTable) {
		return nil
	}
	sql := "select coalesce(f.name, b.source) as source, coalesce(g.name, b.target) as target, b.node_count\nfrom " + bridgeTable + " as b left join base.firm as f on f.firm_id = b.source left join base.firm as g on g.firm_id = b.target\nwhere b.node_count > 1 and (" + v.members("b.source") + " or " + v.members("b.target") + ")\norder by b.node_count desc nulls last, b.source, b.target"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	v.Bridges = &sectionView{ID: "bridges", Title: r.T("risk.bridges"), Trace: r.Trace(sql, r.T("risk.bridges")), All: r.Link("/data/tables/" + bridgeTable), Hidden: int64(max(0, len(rows.Data)-10))}
	shown := *rows
	shown.Data = rows.Data[:min(10, len(rows.Data))]
	v.Bridges.Result = r.labelled(bridgeTable, &shown)
	return nil
}
