package page

import (
	"cmp"
	"io/fs"
	"math"
	"net/http"
	"path"
	"strconv"
	"strings"

	"asterism/internal/chain"
	"asterism/internal/fail"
)

// chainsView lists the industry chains.
type chainsView struct {
	Base
	Lines   []chainLine
	Trace   string
	Missing bool // not built yet
}

// chainLine is one chain: its nodes, inventions, and what stands first among its bottlenecks in the province.
type chainLine struct {
	Name, URL, Nodes, Patents string
	Waiting                   bool // changed since the tables were built
}

const chainsSQL = `select n.chain_id, n.name_zh, n.name_en, c.node_count, s.patent_count
from base.chain_node as n
join (select chain_id, count(*) - 1 as node_count from base.chain_node group by chain_id) as c on c.chain_id = n.chain_id
left join measure.chain_node_size as s on s.node_id = n.node_id and s.patent_type = 'invention'
where n.depth = 0
order by s.patent_count desc nulls last, n.chain_id`

func loadChains(r *Request) (View, error) {
	v := &chainsView{Missing: !r.builtChains()}
	v.Title = r.T("nav.chains")
	if v.Missing {
		return v, nil
	}
	rows, err := r.Query(chainsSQL)
	if err != nil {
		return nil, err
	}
	v.Trace = r.Trace(chainsSQL, v.Title)
	return v, v.lines(r, rows.Data)
}

// lines lists the chains that were built, then those that wait for their first build.
func (v *chainsView) lines(r *Request, rows [][]any) error {
	waiting := map[string]*chain.Chain{}
	all, err := r.Site.w.Chains()
	if err != nil {
		return err
	}
	for _, c := range all {
		built, err := r.Site.w.ChainBuilt(r.Context(), r.Reader, c)
		if err != nil {
			return err
		}
		if !built {
			waiting[c.ID] = c
		}
	}
	f := Format{r.Lang}
	for _, row := range rows {
		id := text(row[0])
		v.Lines = append(v.Lines, chainLine{r.either(row[1], row[2]), r.Link("/chains/" + id), f.Number(row[3]), f.Number(row[4]), waiting[id] != nil})
		delete(waiting, id)
	}
	for _, c := range all {
		if waiting[c.ID] != nil {
			n := 0
			c.Each(func(*chain.Node, int, string) { n++ })
			v.Lines = append(v.Lines, chainLine{r.either(c.Title.Zh, c.Title.En), r.Link("/chains/" + c.ID), f.Number(n), "–", true})
		}
	}
	return nil
}

// builtChains tells whether the snapshot has the tables of chains, with or without patents in them.
func (r *Request) builtChains() bool {
	for _, name := range []string{"base.chain_node", "base.chain_patent", "measure.chain_node_size", "measure.chain_bottleneck", "measure.chain_control"} {
		if _, ok := r.Reader.Snapshot().Table(name); !ok {
			return false
		}
	}
	return true
}

// either is the name in the request's language.
func (r *Request) either(zh, en any) string {
	if r.Lang == "en" {
		return first(text(en), text(zh))
	}
	return first(text(zh), text(en))
}

// chainView is the map of one chain for one place.
type chainView struct {
	Base
	ID       string
	Code     string // of the place
	Places   []LinkView
	Stages   []chainStage
	Advice   []chainAdvice
	Legend   []chainAdvice
	Evidence *sectionView
	Now      bool // the chain is in force, not only in the snapshot
	Waiting  bool // the figures are those of a former version
}

// chainStage is a column of the map: a stage with its nodes.
type chainStage struct {
	Title string
	Nodes []*chainNode
}

// chainNode is one node on the map. Radius is that of its circle in pixels, by the square root of its inventions.
type chainNode struct {
	Name, URL, Role, Count, Local, RTA, Score, Rank, Advice, Word, Reason string
	Evidence                                                              string // what the advice stands on
	Radius                                                                int
	Below                                                                 []*chainNode
}

// chainAdvice is one of the lists 强链, 补链, 延链, 稳链, and those without advice ("").
type chainAdvice struct {
	Advice, Title string
	Nodes         []*chainNode
}

var (
	chainStages  = []string{"upstream", "midstream", "downstream", ""}
	chainAdvices = []string{"strengthen", "fill", "extend", "keep", ""}
)

func chainNodesSQL(chain, place string) string {
	return `select n.node_id, n.parent_id, n.depth, n.name_zh, n.name_en, n.chain_stage, n.chain_role, s.patent_count, b.local_count, b.rta, b.bottleneck_score, b.rank, b.advice, b.advice_reason,
  b.dependency, b.outside_cr4, s.growth, s.life_stage, c.cr4, c.hhi, c.top_name
from base.chain_node as n
left join measure.chain_node_size as s on s.node_id = n.node_id and s.patent_type = 'invention'
left join measure.chain_control as c on c.node_id = n.node_id
left join measure.chain_bottleneck as b on b.node_id = n.node_id and b.place_code = ` + literal(place) + `
where n.chain_id = ` + literal(chain) + `
order by n.seq`
}

func loadChain(r *Request) (View, error) {
	v := &chainView{ID: r.PathValue("chain")}
	v.Crumbs = []Crumb{{r.T("nav.chains"), r.Link("/chains")}}
	if !r.builtChains() {
		return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", "base.chain_node")
	}
	places, err := r.chainPlaces()
	if err != nil {
		return nil, err
	}
	if err := r.knownPlace("place"); err != nil {
		return nil, err
	}
	v.choose(r, places)
	rows, err := r.Query(chainNodesSQL(v.ID, v.Code))
	if err != nil {
		return nil, err
	}
	if err := v.inForce(r); err != nil && len(rows.Data) == 0 {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return v, nil
	}
	v.Title = r.either(rows.Data[0][3], rows.Data[0][4])
	v.draw(r, rows.Data)
	if v.Code == "" {
		return v, nil
	}
	v.Evidence, err = r.section(part{"chain_evidence", "measure.chain_bottleneck", "rank, node_id, advice, bottleneck_score, dependency, outside_cr4, weakness, rta, benchmark, local_count, growth, life_stage, score_reason", "rank, node_id"},
		"place_code = "+literal(v.Code)+" and chain_id = "+literal(v.ID), "chain_id", v.ID)
	return v, err
}

// inForce finds the chain as it is now, which the figures may not know yet.
func (v *chainView) inForce(r *Request) error {
	c, err := r.Site.w.Chain(v.ID)
	if err != nil {
		return err
	}
	v.Now, v.Title = true, r.either(c.Title.Zh, c.Title.En)
	built, err := r.Site.w.ChainBuilt(r.Context(), r.Reader, c)
	v.Waiting = !built
	return err
}

// choose takes the place that the URL names, else the one with most inventions.
func (v *chainView) choose(r *Request, places []string) {
	if len(places) > 0 {
		v.Code = places[0]
	}
	v.Code = first(r.Values.Get("place"), v.Code)
	for _, p := range places {
		v.Places = append(v.Places, LinkView{Text: r.placeName(p), URL: p, On: p == v.Code})
	}
}

// chainPlaces are the provinces and prefectures with inventions in chains, the largest first.
func (r *Request) chainPlaces() ([]string, error) {
	rows, err := r.Query("select place_code, sum(local_count) as n\nfrom measure.chain_place\ngroup by place_code\nhaving sum(local_count) > 0\norder by n desc, place_code limit 60")
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, row := range rows.Data {
		codes = append(codes, text(row[0]))
	}
	return codes, nil
}

// draw puts the nodes into their stages, those below under theirs, and into the lists of advice.
func (v *chainView) draw(r *Request, rows [][]any) {
	most := 1.0
	for _, row := range rows[1:] {
		if n, ok := toFloat(row[7]); ok {
			most = max(most, n)
		}
	}
	byID, stages, lists := map[string]*chainNode{}, map[string][]*chainNode{}, map[string][]*chainNode{}
	for _, row := range rows[1:] {
		n := r.chainNode(v.ID, v.Code, row, most)
		byID[text(row[0])] = n
		lists[n.Advice] = append(lists[n.Advice], n)
		if above := byID[text(row[1])]; above != nil {
			above.Below = append(above.Below, n)
		} else {
			stages[text(row[5])] = append(stages[text(row[5])], n)
		}
	}
	for _, s := range chainStages {
		if len(stages[s]) > 0 {
			v.Stages = append(v.Stages, chainStage{first(r.coded("base.chain_node", "chain_stage", s), r.T("chain.nostage")), stages[s]})
		}
	}
	for _, a := range chainAdvices {
		list := chainAdvice{a, first(r.coded("measure.chain_bottleneck", "advice", a), r.T("chain.noadvice")), lists[a]}
		v.Legend = append(v.Legend, list)
		if len(list.Nodes) > 0 {
			v.Advice = append(v.Advice, list)
		}
	}
}

func (r *Request) chainNode(chain, place string, row []any, most float64) *chainNode {
	f := Format{r.Lang}
	n := &chainNode{Name: r.either(row[3], row[4]), URL: r.Link("/chains/"+chain+"/"+text(row[0])[len(chain)+1:], "place", place), Role: r.coded("base.chain_node", "chain_role", row[6]),
		Count: f.Number(cmp.Or(row[7], any(int64(0)))), Local: f.Number(cmp.Or(row[8], any(int64(0)))), Advice: text(row[12])}
	count, _ := toFloat(row[7])
	n.Radius = int(math.Round(3 + 15*math.Sqrt(count/most)))
	if x, ok := toFloat(row[9]); ok {
		n.RTA = strconv.FormatFloat(x, 'f', 2, 64)
	}
	if x, ok := toFloat(row[10]); ok {
		n.Score, n.Rank = strconv.FormatFloat(x, 'f', 2, 64), text(row[11])
	}
	n.Evidence = r.chainEvidence(row[14:])
	n.Word = first(r.coded("measure.chain_bottleneck", "advice", row[12]), r.T("chain.noadvice"))
	n.Reason = r.coded("measure.chain_bottleneck", "advice_reason", row[13])
	return n
}

// sendChain downloads the file of a chain as it stands in the content, to be changed and put into the workspace.
func sendChain(r *Request, w http.ResponseWriter) error {
	id := r.PathValue("chain")
	data, err := fs.ReadFile(r.Site.w.Content(), path.Join("chains", path.Base(id)+".yaml"))
	if err != nil {
		return fail.New(fail.NotFound, "no chain %s", id)
	}
	attach(w, id, "yaml")
	_, err = w.Write(data)
	return err
}

// chainEvidence words what an advice stands on: dependency, outside holders, growth, stage, concentration, first holder.
func (r *Request) chainEvidence(values []any) string {
	var said []string
	for i, column := range []string{"dependency", "outside_cr4", "growth"} {
		if values[i] != nil {
			amount, unit := r.amount(values[i], "share")
			said = append(said, r.T("chain.evidence."+column)+" "+amount+unit)
		}
	}
	if stage := r.coded("measure.chain_node_size", "life_stage", values[3]); stage != "" {
		said = append(said, stage)
	}
	if values[4] != nil {
		amount, unit := r.amount(values[4], "share")
		said = append(said, "CR4 "+amount+unit)
	}
	if h, ok := toFloat(values[5]); ok {
		said = append(said, "HHI "+strconv.FormatFloat(h, 'f', 3, 64))
	}
	if name := text(values[6]); name != "" {
		said = append(said, r.T("chain.evidence.first", "name", name))
	}
	return strings.Join(said, " · ")
}
