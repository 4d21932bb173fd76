package derive

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"asterism/econ"
	"asterism/graph"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// supplyKernels adapt what hangs on whom in a supply network.
func supplyKernels() []KernelAdapter {
	links, more := words("supplier", "customer"), slices.Concat(doubles("value"), words("industry"), flags("essential"))
	model := []KernelOption{
		{Name: "essential", Default: "all", Values: []string{"all", "none"}, Doc: lang.Text{Zh: "essential 列空缺时：all 投入都不可缺（短板），none 都可按份额减少（线性）", En: "where the column essential is empty: all inputs bind (the scarcest decides), or none does (linear)"}},
		{Name: "tolerance", Default: "1e-6", Doc: lang.Text{Zh: "企业产出的变化小于此数不再传导", En: "changes of a firm's output below this are not passed on"}},
	}
	columns := lang.Text{
		Zh: "。value 为供货额（无此列则每条联系计 1），industry 为所供产品或供方行业（空缺则该供方不可替代），essential 为该产品对买方是否不可缺。方法见 docs/methods/supply-risk.md",
		En: ". value is what is supplied (without the column each link counts 1), industry the product supplied or the supplier's industry (empty: nobody replaces the supplier), essential whether the customer can do without. docs/methods/supply-risk.md"}
	return []KernelAdapter{
		{Name: "esri", Version: "1", AnyOrder: true, Run: runESRI, Input: links, Optional: more, Options: model,
			Doc: lang.Text{Zh: "经济系统性风险指数 ESRI：逐个令企业停产，沿供应网络向下（广义 Leontief 生产函数，可替代程度按供方市场份额）和向上（需求线性）传导到不动点，损失占全部销售的份额。Diem 等 2022, doi 10.1038/s41598-022-11522-z" + columns.Zh,
				En: "economic systemic risk index: each firm stops in turn; what spreads down (generalised Leontief production, substitution by suppliers' market share) and up (linear demand) to the fixed point, as a share of all sales. Diem et al. 2022, doi 10.1038/s41598-022-11522-z" + columns.En},
			Output: slices.Concat(words("firm"), wholeColumns("rank"), doubles("esri", "own_share", "down", "up"), wholeColumns("hit_count"))},
		{Name: "supply-shock", Version: "1", AnyOrder: true, Run: runSupplyShock, Input: links, Optional: more, Options: append([]KernelOption{
			{Name: "firms", Doc: lang.Text{Zh: "停产的企业，用分号隔开", En: "the firms that stop, parted by semicolons"}}}, model...),
			Doc:    lang.Text{Zh: "假设几家企业同时停产：每家受影响企业损失的产出份额（算法同 esri）" + columns.Zh, En: "what if some firms stop at once: the share of its output that each firm hit loses (as esri)" + columns.En},
			Output: slices.Concat(words("firm"), doubles("lost", "sales_share"))},
		{Name: "supply-risk", Version: "1", AnyOrder: true, Run: runSupplyRisk, Input: links, Optional: more[:2],
			Doc: lang.Text{Zh: "每家企业的供应风险：供方、客户数，供方集中度 HHI（0–1），最大供方及份额，单一来源份额（只有一个供方的产品占采购额；没有 industry 时按企业只有一个供方计），是否割点，去掉后与最大部分断开的企业数" + columns.Zh,
				En: "supply risk of each firm: suppliers, customers, HHI of suppliers (0–1), largest supplier and its share, single-source share (purchases of products with one supplier alone; without industry 1 where the firm has one supplier), articulation point, firms cut off from the largest part without it" + columns.En},
			Output: slices.Concat(words("firm"), wholeColumns("supplier_count", "customer_count"), doubles("purchases", "sales", "supplier_hhi"), words("largest_supplier"), doubles("largest_share", "single_source_share"), flags("articulation"), wholeColumns("severed_count"))},
		{Name: "bridges", Version: "1", Input: networkInput(), Network: runBridges,
			Doc:    lang.Text{Zh: "桥：去掉后网络断开的边（弧不计方向），及断开的较小一侧的结点数。Hopcroft 与 Tarjan 1973, doi 10.1145/362248.362272", En: "bridges: edges without which the network falls apart (whichever way arcs lead), with the nodes of the smaller side. Hopcroft and Tarjan 1973, doi 10.1145/362248.362272"},
			Output: slices.Concat(words("source", "target"), wholeColumns("node_count"))},
	}
}

// supplyTable is a supply network with the names of its firms, in order.
type supplyTable struct {
	names []string
	graph.Supply
	products int
	named    []bool // of a link: its product was given
}

// readSupply reads supplier, customer and what columns there are more.
func readSupply(ctx context.Context, in array.RecordReader, essential bool, out *Output) (*supplyTable, error) {
	t := &supplyTable{}
	var ends [][2]string
	var products []string
	valued, loops := false, 0
	err := eachRow(ctx, in, out.input, func(r row) error {
		names, err := r.needWords("supplier", "customer")
		if err != nil {
			return err
		}
		value := 1.0
		if r.has("value") {
			valued = true
			if value, err = r.needAmount("value", 0); err != nil {
				return err
			}
		}
		if names[0] == names[1] {
			loops++
			return nil
		}
		needed := essential
		if c, ok := r.cell("essential").(*array.Boolean); ok {
			needed = c.Value(r.at)
		}
		product := r.word("industry")
		t.named = append(t.named, product != "")
		if product == "" {
			product = "\x00" + names[0] // a product of the supplier's own
		}
		ends, products = append(ends, [2]string{names[0], names[1]}), append(products, product)
		t.Value, t.Essential = append(t.Value, value), append(t.Essential, needed)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(ends) == 0 && !out.inBuild() { // a workspace without supply links has empty tables
		return nil, fail.New(fail.Invalid, "no links between two firms")
	}
	if !valued {
		out.noted("没有 value 列：每条联系计 1 · no column value: each link counts 1")
	}
	if loops > 0 {
		out.noted("%d 行供方与客户相同，未计 · rows whose supplier is the customer are left out", loops)
	}
	t.number(ends, products)
	return t, nil
}

func (t *supplyTable) number(ends [][2]string, products []string) {
	firms, goods := map[string]bool{}, map[string]bool{}
	for i, e := range ends {
		firms[e[0]], firms[e[1]], goods[products[i]] = true, true, true
	}
	t.names = sortedKeys(firms)
	list := sortedKeys(goods)
	t.products = len(list)
	for i, e := range ends {
		a, _ := slices.BinarySearch(t.names, e[0])
		b, _ := slices.BinarySearch(t.names, e[1])
		p, _ := slices.BinarySearch(list, products[i])
		t.Supplier, t.Customer, t.Product = append(t.Supplier, uint32(a)), append(t.Customer, uint32(b)), append(t.Product, uint32(p))
	}
}

// readCascades reads a network and makes it ready to fail.
func readCascades(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) (*supplyTable, *graph.Cascades, error) {
	tolerance, err := o.number("tolerance")
	if err != nil {
		return nil, nil, err
	}
	if !(tolerance > 0 && tolerance < 1) {
		return nil, nil, fail.New(fail.Invalid, "option %s=%s: a number", "tolerance", o["tolerance"]+" (0 < tolerance < 1)")
	}
	t, err := readSupply(ctx, in, o["essential"] == "all", out)
	if err != nil {
		return nil, nil, err
	}
	c, err := graph.NewCascades(len(t.names), t.Supply)
	if err != nil {
		return nil, nil, asInvalid(err)
	}
	c.Tolerance = tolerance
	return t, c, nil
}

func runESRI(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, c, err := readCascades(ctx, in, o, out)
	if err != nil {
		return err
	}
	found, order := make([]graph.Cascade, len(t.names)), make([]uint32, len(t.names))
	for v := range order {
		order[v] = uint32(v)
	}
	err = c.Each(slices.Clone(order), func(v uint32, f graph.Cascade) error {
		found[v] = f
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return cmp.Compare(found[b].Risk, found[a].Risk) })
	for k, v := range order {
		f := found[v]
		if err := out.Row(t.names[v], k+1, f.Risk, f.Own, f.Down, f.Up, f.Hit); err != nil {
			return err
		}
	}
	return nil
}

func runSupplyShock(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, c, err := readCascades(ctx, in, o, out)
	if err != nil {
		return err
	}
	var firms []uint32
	for _, name := range strings.FieldsFunc(o["firms"], func(r rune) bool { return r == ';' || r == '；' }) {
		v, ok := slices.BinarySearch(t.names, strings.TrimSpace(name))
		if !ok {
			return fail.New(fail.Invalid, "option firms: %s is neither supplier nor customer in the file", strings.TrimSpace(name))
		}
		firms = append(firms, uint32(v))
	}
	if len(firms) == 0 {
		return fail.New(fail.Invalid, "option firms: which firms stop? --firms 'A;B'")
	}
	f, lost := c.Fail(firms)
	out.noted("损失占全部销售 %.4g，其中停产企业自身 %.4g · lost of all sales; the firms' own", f.Risk, f.Own)
	order := make([]int, 0, len(lost))
	for v, x := range lost {
		if x > 0 {
			order = append(order, v)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lost[b]*c.Size(b), lost[a]*c.Size(a)) })
	for _, v := range order {
		if err := out.Row(t.names[v], lost[v], c.Size(v)); err != nil {
			return err
		}
	}
	return nil
}

// bought is what a firm buys: by supplier, and by product and supplier.
type bought struct {
	all              float64
	suppliers        map[uint32]float64
	products         map[uint32]map[uint32]float64
	sales            float64
	customers        map[uint32]bool
	largest          uint32
	share, one, hhi  float64
	anyProductsNamed bool
}

func runSupplyRisk(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	t, err := readSupply(ctx, in, true, out)
	if err != nil {
		return err
	}
	firms := make([]bought, len(t.names))
	for v := range firms {
		firms[v] = bought{suppliers: map[uint32]float64{}, products: map[uint32]map[uint32]float64{}, customers: map[uint32]bool{}}
	}
	for i, from := range t.Supplier {
		b, p := &firms[t.Customer[i]], t.Product[i]
		b.all += t.Value[i]
		b.suppliers[from] += t.Value[i]
		b.anyProductsNamed = b.anyProductsNamed || t.named[i]
		if b.products[p] == nil {
			b.products[p] = map[uint32]float64{}
		}
		b.products[p][from] += t.Value[i]
		firms[from].sales += t.Value[i]
		firms[from].customers[t.Customer[i]] = true
	}
	g, err := graph.New(len(t.names), t.Supplier, t.Customer)
	if err != nil {
		return asInvalid(err)
	}
	cuts := graph.FindCuts(g)
	for v := range firms {
		b := &firms[v]
		b.measure()
		var largest any
		if len(b.suppliers) > 0 {
			largest = t.names[b.largest]
		}
		line := append(numbersOrNull([]any{t.names[v], len(b.suppliers), len(b.customers)}, b.all, b.sales, b.hhi), largest)
		line = append(numbersOrNull(line, b.share, b.one), cuts.Articulation[v], cuts.Severed[v])
		if err := out.Row(line...); err != nil {
			return err
		}
	}
	return nil
}

func (b *bought) measure() {
	b.hhi, b.share, b.one = math.NaN(), math.NaN(), math.NaN()
	if !(b.all > 0) {
		return
	}
	var amounts []float64
	most := -1.0
	for _, s := range sortedKeys(b.suppliers) {
		amounts = append(amounts, b.suppliers[s])
		if b.suppliers[s] > most {
			most, b.largest = b.suppliers[s], s
		}
	}
	b.hhi, b.share, b.one = econ.Concentrate(amounts).HHI, most/b.all, 0
	if !b.anyProductsNamed {
		if len(amounts) == 1 {
			b.one = 1
		}
		return
	}
	single := 0.0
	for _, p := range sortedKeys(b.products) {
		if len(b.products[p]) == 1 {
			for _, x := range b.products[p] {
				single += x
			}
		}
	}
	b.one = single / b.all
}

func runBridges(_ context.Context, n *Network, _ KernelOptions, out *Output) error {
	g, err := n.neighbours()
	if err != nil {
		return err
	}
	for _, b := range graph.FindCuts(g).Bridges {
		if err := out.Row(n.Edges.Labels.Of(b.A), n.Edges.Labels.Of(b.B), b.Nodes); err != nil {
			return err
		}
	}
	return nil
}
