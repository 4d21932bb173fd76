package page

import (
	"slices"
	"strings"

	"asterism/internal/fail"
)

// riskView shows what hangs on whom: products and firms with the evidence that fired, and what happens if some firms stop.
type riskView struct {
	Base
	Method, ID string
	Clusters   []LinkView
	Figures    []Figure
	Products   riskProducts
	Firms      riskFirms
	Bridges    *sectionView
	Answer     *standstill
}

// riskProducts are the products most at risk.
type riskProducts struct {
	Trace, All string
	Lines      []riskProduct
	Hidden     int
}

type riskProduct struct {
	Rank, Name, Suppliers, Customers, HHI, Captive, Outside, Largest, LargestURL, ESRI, Node, NodeURL, NodeBasis, Score, Advice string
	Fired                                                                                                                       []string
}

// riskFirms are the firms whose standstill costs most.
type riskFirms struct {
	Trace, All string
	Lines      []riskFirm
	Hidden     int
}

type riskFirm struct {
	ID, Rank, Name, URL, ESRI, Others, Hit, Sole, Severed, Single, Outside string
	Fired                                                                  []string
	On                                                                     bool
}

const productTable, supplyFirmTable, linkTable, bridgeTable = "measure.supply_product", "measure.supply_firm", "measure.supply_link", "measure.supply_bridge"

// shownRisks bounds the lists; the rest is one click away.
const shownRisks = 20

func loadRisk(r *Request) (View, error) {
	v := &riskView{Method: r.Link("/docs/methods/supply-risk"), ID: r.Values.Get("cluster")}
	v.Title = r.T("nav.risk")
	if !r.Has(productTable, supplyFirmTable, linkTable) {
		return r.noData(v, "risk", "supply", "firm", "cluster_member")
	}
	if err := v.choose(r); err != nil {
		return nil, err
	}
	stopped, err := r.stopped()
	if err != nil {
		return nil, err
	}
	for _, load := range []func(*Request) error{v.figures, v.products, func(r *Request) error { return v.firms(r, stopped) }, v.bridges} {
		if err := load(r); err != nil {
			return nil, err
		}
	}
	if len(stopped) > 0 {
		v.Answer, err = r.standstill(stopped)
	}
	return v, err
}

// choose offers the clusters whose members have supply links, and refuses another.
func (v *riskView) choose(r *Request) error {
	v.Clusters = []LinkView{{r.T("risk.all"), r.Link("/risk"), v.ID == ""}}
	if !r.Has("base.cluster_member") {
		return v.known(v.ID == "")
	}
	rows, err := r.Query("select cluster_id\nfrom base.cluster_member\nwhere valid_to is null and firm_id in (select firm_id from " + supplyFirmTable + ")\ngroup by cluster_id\norder by cluster_id")
	if err != nil {
		return err
	}
	found := v.ID == ""
	for _, row := range rows.Data {
		id := text(row[0])
		found = found || id == v.ID
		v.Clusters = append(v.Clusters, LinkView{first(r.nameOf("cluster_id", id), id), r.Link("/risk", "cluster", id), id == v.ID})
	}
	return v.known(found)
}

func (v *riskView) known(found bool) error {
	if !found {
		return fail.New(fail.NotFound, "no supply links of cluster %s", v.ID)
	}
	return nil
}

// members limits a column to the members of the cluster chosen.
func (v *riskView) members(column string) string {
	if v.ID == "" {
		return "true"
	}
	return column + " in (select firm_id from base.cluster_member where valid_to is null and cluster_id = " + literal(v.ID) + ")"
}

// dealt limits a product to those that members of the cluster chosen buy or sell.
func (v *riskView) dealt(column string) string {
	if v.ID == "" {
		return "true"
	}
	return column + " in (select product_key from " + linkTable + " where " + v.members("supplier_id") + " or " + v.members("customer_id") + ")"
}

func (v *riskView) figures(r *Request) error {
	firms, products := "\nfrom "+supplyFirmTable+"\nwhere "+v.members("firm_id"), "\nfrom "+productTable+"\nwhere "+v.dealt("product_key")
	for _, f := range []struct{ label, sql, unit string }{
		{r.T("risk.firms"), "select count(*) as firm_count" + firms, r.T("code.unit.firm")},
		{r.T("risk.sole"), "select count(*) as firm_count" + firms + " and is_sole", r.T("code.unit.firm")},
		{r.T("risk.largest"), "select max(esri) as esri" + firms, "share"},
		{r.T("risk.fragile"), "select count(*) as firm_count" + firms + " and is_fragile", r.T("code.unit.firm")},
		{r.T("risk.products"), "select count(*) as product_count" + products, r.T("risk.kinds")},
		{r.T("risk.single"), "select count(*) as product_count" + products + " and is_single", r.T("risk.kinds")},
	} {
		figure, err := r.Figure(f.label, f.sql, f.unit)
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, figure)
	}
	return nil
}

// fired are the words of the evidence that holds.
func (r *Request) fired(table string, columns []string, values []any) (all []string) {
	for i, c := range columns {
		if values[i] == true {
			label, _, _ := r.Site.tables.word(table, c, r.Lang)
			all = append(all, label)
		}
	}
	return all
}

// stopped are the firms that the reader lets stop, by code or name.
func (r *Request) stopped() (ids []string, err error) {
	for _, typed := range r.Values["firm"] {
		if typed = strings.TrimSpace(typed); typed == "" || slices.Contains(ids, typed) {
			continue
		}
		if len(ids) == maxStopped {
			return nil, fail.New(fail.Invalid, "at most %d firms can stop at once", maxStopped)
		}
		id, err := r.Value("select s.firm_id\nfrom " + supplyFirmTable + " as s left join base.firm as f on f.firm_id = s.firm_id\nwhere s.firm_id = " + literal(typed) + " or f.name = " + literal(typed) + "\norder by s.firm_id\nlimit 1")
		if err != nil {
			return nil, err
		}
		if id == nil {
			return nil, fail.New(fail.NotFound, "no supply links of firm %s", typed)
		}
		ids = append(ids, text(id))
	}
	return slices.Compact(ids), nil
}

// maxStopped bounds a what-if.
const maxStopped = 20
