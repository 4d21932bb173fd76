package page

import (
	"cmp"
	"slices"

	"asterism/graph"
	"asterism/internal/fail"
)

// standstill is what the cascade makes of firms that stop.
type standstill struct {
	Names    []LinkView
	Figures  []Figure
	Lines    []lossLine
	Clusters []clusterLoss
	Hidden   int
	Basis    string
}

// lossLine is a firm that loses output, and the input or customer over which most of it comes.
type lossLine struct{ Name, URL, Lost, Amount, Share, Through, By, ByURL string }

// clusterLoss is what a cluster's members lose of their sales in the network.
type clusterLoss struct{ Name, URL, Lost, Hit string }

// shownLosses bounds the list of firms hit.
const shownLosses = 40

// supplyNetwork is the network of the snapshot with the names of what is numbered.
type supplyNetwork struct {
	graph.Supply
	firms, products []string // sorted codes; names of the products by number
	sales           []float64
	revenue         []float64 // of the last year; 0: unknown
	year            int64
	amounts         bool
}

const supplyNetworkSQL = "select supplier_id, customer_id, product_key, product, weight, weight_basis\nfrom " + linkTable + "\nwhere weight is not null\norder by supplier_id, customer_id, product_key"

func (r *Request) supplyNetwork() (*supplyNetwork, error) {
	rows, err := r.Query(supplyNetworkSQL)
	if err != nil {
		return nil, err
	}
	n := &supplyNetwork{}
	for _, row := range rows.Data {
		n.firms = append(n.firms, text(row[0]), text(row[1]))
	}
	slices.Sort(n.firms)
	n.firms = slices.Compact(n.firms)
	n.sales = make([]float64, len(n.firms))
	goods := map[string]uint32{}
	for _, row := range rows.Data {
		key := text(row[2])
		if key == "" {
			key = "\x00" + text(row[0]) // a product of the supplier's own
		}
		p, known := goods[key]
		if !known {
			p = uint32(len(goods))
			goods[key], n.products = p, append(n.products, first(text(row[3]), text(row[2])))
		}
		from, value := n.number(text(row[0])), row[4].(float64)
		n.Supplier, n.Customer, n.Product, n.Value = append(n.Supplier, from), append(n.Customer, n.number(text(row[1]))), append(n.Product, p), append(n.Value, value)
		n.sales[from] += value
		n.amounts = row[5] == "amount"
	}
	return n, n.earn(r)
}

const revenueSQL = "select firm_id, year, cast(revenue_cny as double) as revenue\nfrom base.firm_year\nwhere revenue_cny > 0 and year = (select max(year) from base.firm_year where revenue_cny > 0)\norder by firm_id"

// earn reads what the firms earned in the last year that has any figures.
func (n *supplyNetwork) earn(r *Request) error {
	n.revenue = make([]float64, len(n.firms))
	if !r.Has("base.firm_year") {
		return nil
	}
	rows, err := r.Query(revenueSQL)
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		if i, ok := slices.BinarySearch(n.firms, text(row[0])); ok {
			n.year, n.revenue[i] = row[1].(int64), row[2].(float64)
		}
	}
	return nil
}

// missed is the revenue that is lost, that of all firms of the network, and how many of these are unknown.
func (n *supplyNetwork) missed(lost []float64) (part, all float64, unknown int) {
	for i, x := range n.revenue {
		part, all = part+x*lost[i], all+x
		if x == 0 {
			unknown++
		}
	}
	return part, all, unknown
}

func (n *supplyNetwork) number(firm string) uint32 {
	i, _ := slices.BinarySearch(n.firms, firm)
	return uint32(i)
}

// standstill lets firms stop at once and follows the cascade, as measure.supply_esri does for each alone.
func (r *Request) standstill(stopped []string) (*standstill, error) {
	n, err := r.supplyNetwork()
	if err != nil {
		return nil, err
	}
	c, err := graph.NewCascades(len(n.firms), n.Supply)
	if err != nil {
		return nil, fail.New(fail.Invalid, "supply network: %v", err)
	}
	c.Tolerance = 1e-6
	var failing []uint32
	trace := r.Trace(supplyNetworkSQL, r.T("risk.links"))
	v := &standstill{Basis: r.T("risk.basis", "links", len(n.Value), "firms", len(n.firms), "products", len(n.products))}
	if !n.amounts {
		v.Basis += r.T("risk.basis.links")
	}
	for _, id := range stopped {
		failing = append(failing, n.number(id))
		v.Names = append(v.Names, LinkView{Text: first(r.nameOfFirm(id), id), URL: r.Link("/firms/" + id)})
	}
	found, lost := c.Fail(failing)
	f := Format{r.Lang}
	v.Figures = []Figure{
		{Label: r.T("risk.lost"), Value: f.Share(found.Risk), Trace: trace, Note: r.T("risk.lost.note")},
		{Label: r.T("risk.own"), Value: f.Share(found.Own), Trace: trace},
		{Label: r.T("risk.others"), Value: f.Share(found.Risk - found.Own), Trace: trace},
		{Label: r.T("risk.hit"), Value: f.Number(found.Hit), Unit: r.T("code.unit.firm"), Trace: trace, Note: r.T("risk.hit.note")},
	}
	if part, all, unknown := n.missed(lost); all > 0 {
		note := r.T("risk.revenue.note", "year", n.year, "share", f.Share(part/all), "n", unknown)
		v.Figures = append(v.Figures, Figure{Label: r.T("risk.revenue"), Value: f.Money(part), Trace: r.Trace(revenueSQL, r.T("risk.revenue")), Note: note})
	}
	v.losses(r, n, failing, lost, c.Size)
	return v, v.clusterLosses(r, n, lost)
}

// losses lists the firms hit, those first that lose most revenue.
func (v *standstill) losses(r *Request, n *supplyNetwork, failing []uint32, lost []float64, size func(int) float64) {
	var hit []int
	for i, x := range lost {
		if x > 0.0005 && !slices.Contains(failing, uint32(i)) {
			hit = append(hit, i)
		}
	}
	slices.SortStableFunc(hit, func(a, b int) int {
		return cmp.Or(cmp.Compare(lost[b]*n.revenue[b], lost[a]*n.revenue[a]), cmp.Compare(lost[b]*n.sales[b], lost[a]*n.sales[a]), cmp.Compare(lost[b], lost[a]))
	})
	v.Hidden = max(0, len(hit)-shownLosses)
	channels, f := n.Through(len(n.firms), lost), Format{r.Lang}
	for _, i := range hit[:min(shownLosses, len(hit))] {
		id := n.firms[i]
		l := lossLine{Name: first(r.nameOfFirm(id), id), URL: r.firmURL(id), Lost: f.Share(lost[i]), Share: f.Share(lost[i] * size(i)), Amount: missing}
		if n.revenue[i] > 0 {
			l.Amount = f.Money(lost[i] * n.revenue[i])
		}
		if k := channels[i].Link; k >= 0 {
			other, word := n.firms[n.Supplier[k]], r.T("risk.by.input", "product", n.products[n.Product[k]])
			if channels[i].Demand {
				other, word = n.firms[n.Customer[k]], r.T("risk.by.demand", "product", n.products[n.Product[k]])
			}
			l.Through, l.By, l.ByURL = word, first(r.nameOfFirm(other), other), r.firmURL(other)
		}
		v.Lines = append(v.Lines, l)
	}
}

// nameOfFirm is the name of a firm of the register, "" where it is in none; firmURL its page.
func (r *Request) nameOfFirm(id string) string { return r.rowName("base.firm", "firm_id", "name", id) }

func (r *Request) firmURL(id string) string {
	if r.nameOfFirm(id) == "" {
		return ""
	}
	return r.Link("/firms/" + id)
}

// clusterLosses sums what the members of each cluster lose of their sales in the network.
func (v *standstill) clusterLosses(r *Request, n *supplyNetwork, lost []float64) error {
	if !r.Has("base.cluster_member") {
		return nil
	}
	rows, err := r.Query("select cluster_id, firm_id\nfrom base.cluster_member\nwhere valid_to is null\norder by cluster_id, firm_id")
	if err != nil {
		return err
	}
	type loss struct {
		id            string
		sales, missed float64
		hit           int
	}
	var all []loss
	for _, row := range rows.Data {
		if len(all) == 0 || all[len(all)-1].id != text(row[0]) {
			all = append(all, loss{id: text(row[0])})
		}
		if i, ok := slices.BinarySearch(n.firms, text(row[1])); ok {
			l := &all[len(all)-1]
			l.sales, l.missed = l.sales+n.sales[i], l.missed+n.sales[i]*lost[i]
			if lost[i] > 0.01 {
				l.hit++
			}
		}
	}
	slices.SortStableFunc(all, func(a, b loss) int { return cmp.Compare(b.missed, a.missed) })
	f := Format{r.Lang}
	for _, l := range all {
		if l.hit > 0 && l.sales > 0 {
			v.Clusters = append(v.Clusters, clusterLoss{first(r.nameOf("cluster_id", l.id), l.id), r.Link("/clusters/" + l.id), f.Share(l.missed / l.sales), f.Number(l.hit)})
		}
	}
	return nil
}

// standstill leads from a firm with supply links to what its standstill would do.
func (v *firmView) standstill(r *Request) error {
	if !r.Has(supplyFirmTable) {
		return nil
	}
	id, err := r.Value("select firm_id\nfrom " + supplyFirmTable + "\nwhere firm_id = " + literal(v.ID))
	if err == nil && id != nil {
		v.Links = append(v.Links, LinkView{Text: r.T("risk.firm"), URL: r.Link("/risk", "firm", v.ID) + "#standstill"})
	}
	return err
}
