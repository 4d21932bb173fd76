package derive

import (
	"context"
	"os"
	"slices"
	"strings"

	"asterism/graph"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// matchKernels adapt the matching of suppliers and customers, and the likeness of their products.
func matchKernels() []KernelAdapter {
	return []KernelAdapter{likenessKernel(), {Name: "match", Version: "4", AnyOrder: true, Run: runMatch, Input: words("supplier", "customer"), Optional: words("date"), Options: []KernelOption{
		{Name: "for", Default: "customer", Values: []string{"customer", "supplier"}, Doc: lang.Text{Zh: "为谁推荐：customer 为客户找供方，supplier 为供方找客户", En: "whom to propose to: customer gets suppliers, supplier gets customers"}},
		{Name: "firms", Doc: lang.Text{Zh: "只为这些企业推荐，用分号隔开；不给则全部", En: "only for these firms, parted by semicolons; none: all"}},
		{Name: "about", Doc: lang.Text{Zh: "企业属性文件：firm 与 product、industry、location 中有的列；只在此文件中的企业也参与", En: "file about firms: firm and those of product, industry, location that there are; firms named there alone take part"}},
		{Name: "partners", Default: "new", Values: []string{"new", "all"}, Doc: lang.Text{Zh: "new 只推荐从未有过联系（含反向）的企业，也只由这样的新联系学习；all 连同旧相识", En: "new: only firms never linked, whichever way, and learning from such links alone; all: old acquaintances too"}},
		{Name: "top", Default: "10", Doc: lang.Text{Zh: "每家企业推荐几家", En: "candidates for each firm"}},
		{Name: "season", Default: "2", Doc: lang.Text{Zh: "一年有几个日期（半年报为 2）：新联系按去年同期比较", En: "dates a year (2: half-yearly); new links are taken against the same season of the year before"}},
		{Name: "diversity", Default: "0.2", Doc: lang.Text{Zh: "多样性 λ（MMR）：0 只按得分，越大越避免彼此相似", En: "diversity λ (MMR): 0 by score alone; more avoids likes of each other"}},
		{Name: "exposure", Default: "200", Doc: lang.Text{Zh: "一家企业最多被推荐几次（对小企业公平）；0 不限", En: "how often a firm is proposed at most (fairness to small firms); 0: no cap"}},
		{Name: "reserve", Default: "0.3", Doc: lang.Text{Zh: "前 k 位中至少留给小企业的比例（在候选所任角色中现有伙伴不超过两家；0 不留，有多少算多少）", En: "share of the first k places kept for small firms (two partners or fewer in the candidate's part), as far as there are such; 0: none"}},
		{Name: "pool", Default: "200", Doc: lang.Text{Zh: "每家企业细算的候选数", En: "candidates looked at closely for each firm"}},
		{Name: "hub", Default: "1000", Doc: lang.Text{Zh: "联系超过此数的企业不作中间人；0 不限", En: "firms with more links are no go-between; 0: no limit"}}, seedOption},
		Doc: lang.Text{Zh: "供需匹配：尚无联系的供方与客户，按网络路径（共同邻居、Adamic-Adar、资源分配、三步路径 L3）、既往联系、产品和行业配套、同地排序，附依据和最强的一条三步路径（via，箭头由供方指向客户）。名次按 order_score，只在同一张表内可比；score 评判这一对，两者不必同序。有 date 列且满一年又一期时由上一年的新联系学习：score 对同度的对照（logistic，对数优势），order_score 对同一企业的其他候选（条件 logit）；否则 score 为各项按候选中最大值折算后的平均，order_score 以路径强度为主。方法与实测见 docs/methods/matching.md",
			En: "matching of suppliers and customers that are not linked: by network paths (common neighbours, Adamic-Adar, resource allocation, paths of length 3), earlier links, fit of product and industry, place; with reasons and the strongest path of three steps (via, arrows lead from supplier to customer). Ranks go by order_score, which compares within one list alone; score judges the pair; the two need not agree. With a column date of more than a year both are learned from the links that came new in the last year: score against pairs of like degrees (logistic, log-odds), order_score against the firm's other candidates (conditional logit); else score is the mean of the terms, each against its greatest among the candidates, and order_score mostly the strength of paths. docs/methods/matching.md"},
		Output: slices.Concat(words("firm"), wholeColumns("rank"), words("candidate"), doubles("order_score", "score"), words("why", "via"), wholeColumns("exposure_count"))}}
}

// plainTerms are what pairs are scored by where there is nothing to learn from.
var plainTerms = []string{"adamic_adar", "resource", "l3", "l3_directed", "chain", "lapsed", "industry_fit", "product_fit", "same_location"}

// matching is a network on all dates with what is known of firms.
type matching struct {
	names    []string
	past     []*graph.Graph
	about    *aboutFirms
	now      *fitting
	model    *graph.MatchModel // of pairs; nil: nothing to learn from
	order    *graph.MatchModel // of lists; nil: nothing to learn from
	supplier bool              // candidates are suppliers
	pool     int
	hub      int
	lambda   float64
	reserve  float64
	all      bool // acquaintances too
}

func runMatch(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	m := &matching{supplier: o["for"] == "customer", all: o["partners"] == "all"}
	limits := map[string]int64{"top": 1, "season": 0, "exposure": 0, "pool": 1, "hub": 0, "seed": 0}
	for name, least := range limits {
		n, err := o.whole(name, least)
		if err != nil {
			return err
		}
		limits[name] = min(n, 1<<30)
	}
	var err error
	for name, share := range map[string]*float64{"diversity": &m.lambda, "reserve": &m.reserve} {
		if *share, err = o.number(name); err != nil {
			return err
		}
		if !(*share >= 0 && *share <= 1) {
			return fail.New(fail.Invalid, "option %s=%s: a number", name, o[name]+" (0 – 1)")
		}
	}
	m.pool, m.hub = int(limits["pool"]), int(limits["hub"])
	if err := m.read(ctx, in, o["about"], out); err != nil {
		return err
	}
	if err := m.learn(ctx, int(limits["season"]), uint64(limits["seed"]), out); err != nil {
		return err
	}
	firms, err := m.asked(o["firms"])
	if err != nil {
		return err
	}
	return m.propose(ctx, firms, int(limits["top"]), int(limits["exposure"]), out)
}

// asked are the firms to propose to: those named, or all that play the part.
func (m *matching) asked(list string) (firms []uint32, err error) {
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return r == ';' || r == '；' }) {
		v, ok := slices.BinarySearch(m.names, strings.TrimSpace(name))
		if !ok {
			return nil, fail.New(fail.Invalid, "option firms: %s is neither supplier nor customer in the file", strings.TrimSpace(name))
		}
		firms = append(firms, uint32(v))
	}
	if len(firms) > 0 {
		return firms, nil
	}
	for v := range uint32(len(m.names)) {
		partners, others := m.now.partners(v)
		if !m.supplier {
			partners, others = others, partners
		}
		if partners > 0 || others == 0 {
			firms = append(firms, v)
		}
	}
	return firms, nil
}

func (m *matching) read(ctx context.Context, in array.RecordReader, about string, out *Output) error {
	var ends [][2]string
	var dates []string
	firms, all := map[string]bool{}, map[string]bool{}
	err := eachRow(ctx, in, out.input, func(r row) error {
		names, err := r.needWords("supplier", "customer")
		if err != nil {
			return err
		}
		if r.has("date") {
			if _, err := r.needWords("date"); err != nil {
				return err
			}
		}
		ends, dates = append(ends, [2]string{names[0], names[1]}), append(dates, r.word("date"))
		firms[names[0]], firms[names[1]], all[r.word("date")] = true, true, true
		return nil
	})
	if err != nil {
		return err
	}
	if len(ends) == 0 {
		return fail.New(fail.Invalid, "no links between two firms")
	}
	facts, err := readAbout(ctx, about)
	if err != nil {
		return err
	}
	for name := range facts {
		firms[name] = true
	}
	m.names = sortedKeys(firms)
	m.about = newAbout(m.names, facts)
	order := sortedKeys(all)
	source, target := make([][]uint32, len(order)), make([][]uint32, len(order))
	for i, e := range ends {
		a, _ := slices.BinarySearch(m.names, e[0])
		b, _ := slices.BinarySearch(m.names, e[1])
		d, _ := slices.BinarySearch(order, dates[i])
		source[d], target[d] = append(source[d], uint32(a)), append(target[d], uint32(b))
	}
	for d := range order {
		g, err := graph.New(len(m.names), source[d], target[d])
		if err != nil {
			return asInvalid(err)
		}
		m.past = append(m.past, g)
	}
	return nil
}

// learnFrom bounds the pairs that weights are learned from.
const learnFrom = 20_000

// learn weighs the terms by what came new between the same seasons of the last two years, seen from the first.
func (m *matching) learn(ctx context.Context, season int, seed uint64, out *Output) error {
	now, err := newFitting(m.past, season, m.about)
	if err != nil {
		return err
	}
	m.now = now
	last := len(m.past) - 1
	if season == 0 || last-season < 0 {
		out.noted("日期不足一年又一期，按各项平均 · fewer dates than a year and one: mean of the terms")
		return nil
	}
	then, err := newFitting(m.past[:last-season+1], season, m.about)
	if err != nil {
		return err
	}
	was, is := m.past[last-season], m.past[last]
	fresh := graph.FreshTies(was, is, learnFrom, seed)
	other := graph.LikeTies(was, is, fresh, seed)
	if !m.all {
		met := func(t graph.Tie) bool { return then.network.Met(t.Supplier, t.Customer) }
		fresh, other = slices.DeleteFunc(fresh, met), slices.DeleteFunc(other, met)
	}
	if len(fresh) < 20 || len(other) < 20 {
		out.noted("一年内的新联系只有 %d 条，不足以学习，按各项平均 · too few new links to learn from: mean of the terms", len(fresh))
		return nil
	}
	if m.model, err = graph.FitMatch(then.termsOf(fresh), then.termsOf(other)); err != nil {
		return asInvalid(err)
	}
	out.noted("由 %d 条新联系和 %d 个同度的对照学习；各项权重（标准化）· learned from new links and pairs of like degrees; weights of the standardised terms:", len(fresh), len(other))
	for i, name := range now.terms {
		if m.model.Weight[i] != 0 {
			out.noted("  %-16s %+.3f", name, m.model.Weight[i])
		}
	}
	return m.learnOrder(ctx, then, is, fresh, seed, out)
}

func readAbout(ctx context.Context, name string) (map[string]facts, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fail.As(fail.NotFound, err, "read %s", name)
	}
	in, err := readColumns(name, data, words("firm"), words("product", "industry", "location"))
	if err != nil {
		return nil, err
	}
	defer in.Release()
	out := map[string]facts{}
	return out, eachRow(ctx, in, name, func(r row) error {
		firm, err := r.needWords("firm")
		if err != nil {
			return err
		}
		if _, twice := out[firm[0]]; twice {
			return fail.New(fail.Invalid, "%s: data row %d: firm %s stands twice", name, r.number, firm[0])
		}
		out[firm[0]] = facts{r.word("industry"), r.word("product"), r.word("location")}
		return nil
	})
}
