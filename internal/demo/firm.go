package demo

import (
	"fmt"
	"math"
	"slices"

	"asterism/text"
)

// firm is one synthetic enterprise. USCC: authority 9, class 1, region 379900 (no division has this code) and an
// organisation code opened by XN (虚拟), so that it is valid by its check digits and yet nobody's.
type firm struct {
	id, name, former string
	cluster, node    int // −1: in no cluster
	city             *city
	county, industry string
	founded          int     // year
	weight           float64 // size within its cluster, or median revenue outside (元)
	backbone         bool
	badCheck         bool     // the check digit is wrong on purpose
	spellings        []string // other spellings of the name on patents
}

// organ is a university or an institute.
type organ struct {
	id, name, kind string
	city           *city
}

var (
	signsA  = []string{"星", "禾", "辰", "瀚", "岱", "泽", "岚", "沐", "煜", "曜", "弘", "璟", "峻", "澜", "朗", "睿", "晟", "祺", "昊", "霖", "钧", "恺", "泓", "铄", "翎", "攸", "熠", "垚", "铭", "竣", "宸", "翊", "彬", "沣", "屹", "臻", "淼", "骁", "羲", "翰"}
	signsB  = []string{"科", "川", "源", "图", "维", "创", "迈", "程", "禹", "特", "恒", "越", "普", "德", "奥", "博", "格", "尔", "润", "达", "信", "腾", "锐", "诺", "佳", "盛", "通", "立", "升", "成", "远", "捷", "凯", "美", "宁", "丰", "固", "谷", "亿", "邦"}
	trades  = []string{"机械", "电子", "化工", "纺织", "食品", "建材", "环保科技", "信息技术", "金属制品", "医药", "汽车部件", "包装", "农业科技", "能源科技", "仪器"}
	tradeOf = map[string]string{"机械": "34", "电子": "39", "化工": "26", "纺织": "17", "食品": "14", "建材": "30", "环保科技": "77", "信息技术": "65", "金属制品": "33", "医药": "27", "汽车部件": "36", "包装": "22", "农业科技": "01", "能源科技": "44", "仪器": "40"}
)

// firmCount grows with the scale below one and with its root above, so that 5 million patents have 27,000 firms.
func (w *world) firmCount() int {
	if w.scale < 1 {
		return max(int(3000*w.scale), 400)
	}
	return int(3000 * math.Sqrt(w.scale))
}

func (w *world) makeFirms() {
	weights := make([]float64, len(w.Clusters)+1)
	for i, c := range w.Clusters {
		weights[i] = c.Weight
	}
	weights[len(w.Clusters)] = 55 // firms outside clusters, about three in ten
	share, home := newWheel(weights), w.cityWheel()
	seen := map[string]bool{}
	var strayWeights []float64
	for i := range w.firmCount() {
		f := w.makeFirm(i, share, home, seen)
		w.firms = append(w.firms, f)
		stray := 0.0
		if f.cluster < 0 {
			stray = 1
		} else {
			c := w.Clusters[f.cluster]
			c.firms = append(c.firms, i)
		}
		strayWeights = append(strayWeights, stray)
	}
	w.stray = strayWheel(strayWeights)
	w.rankMembers()
	w.plantSpellings()
}

// strayWheel lists the firms of positive weight: a wheel has too few slots for thousands.
func strayWheel(weights []float64) wheel {
	var out wheel
	for i, x := range weights {
		if x > 0 {
			out = append(out, uint16(i))
		}
	}
	return out
}

func (w *world) cityWheel() wheel {
	weights := make([]float64, len(w.Cities))
	for i, c := range w.Cities {
		weights[i] = c.Weight
	}
	return newWheel(weights)
}

func (w *world) makeFirm(i int, share, home wheel, seen map[string]bool) firm {
	d := roll(w.seed, 1, int64(i))
	f := firm{cluster: share.spin(&d), node: -1, city: w.Cities[home.spin(&d)], founded: 1995 + d.upto(22)}
	if i < len(w.Clusters)*8 { // every cluster has at least eight members
		f.cluster = i % len(w.Clusters)
	}
	trade := pick(&d, trades)
	if f.cluster == len(w.Clusters) {
		f.cluster, f.industry, f.weight = -1, tradeOf[trade], d.lognormal(4e7, 1.1)
	} else {
		c := w.Clusters[f.cluster]
		f.node, f.industry, f.weight = d.upto(len(c.Nodes)), c.Industry, d.lognormal(1, 1.3)
		trade = c.Nodes[f.node].Name
		if d.chance(0.8) {
			f.city = w.city(c.City)
		}
	}
	f.county = pick(&d, f.city.counties)
	f.name = uniqueName(&d, f.city.Short, trade, i, seen)
	f.id, f.badCheck = firmCode(i), i%397 == 201
	if f.badCheck {
		f.id = spoil(f.id)
	}
	return f
}

// uniqueName is 地名 + 字号 + 行业 + 组织形式. The trade name carries 合成 so that nobody can take it for a real firm.
func uniqueName(d *dice, place, trade string, i int, seen map[string]bool) string {
	form := "有限公司"
	if i%9 == 4 {
		form = "股份有限公司"
	}
	for {
		name := place + "合成" + pick(d, signsA) + pick(d, signsB) + trade + form
		if !seen[name] {
			seen[name] = true
			return name
		}
		trade = pick(d, signsA) + trade
	}
}

// firmCode is a valid code nobody holds.
func firmCode(i int) string {
	org, _ := text.OrgCodeCheck(fmt.Sprintf("XN%06d", i))
	code, _ := text.USCCCheck("91379900" + org)
	return code
}

// spoil replaces the check character by the next digit.
func spoil(code string) string {
	last := (code[17]-'0'+1)%10 + '0'
	if code[17] > '9' {
		last = '0'
	}
	return code[:17] + string(last)
}

// rankMembers orders members by weight. The first three are backbone, there from the start; the largest sits at the
// bottleneck of the chain and supplies it alone.
func (w *world) rankMembers() {
	for _, c := range w.Clusters {
		slices.SortFunc(c.firms, func(a, b int) int {
			if w.firms[a].weight != w.firms[b].weight {
				return compare(w.firms[b].weight, w.firms[a].weight)
			}
			return a - b
		})
		for rank, i := range c.firms[:3] {
			f := &w.firms[i]
			f.backbone, f.founded = true, 1996+rank
			f.weight = w.firms[c.firms[3]].weight * (2.2 - 0.4*float64(rank))
		}
		w.firms[c.firms[0]].node = c.Bottleneck
		w.weigh(c)
	}
}

func (w *world) weigh(c *cluster) {
	weights := make([]float64, len(c.firms))
	c.totals = make([]float64, lastYear-firstYear+1)
	for k, i := range c.firms {
		weights[k] = w.firms[i].weight
		for y := max(w.firms[i].founded, firstYear); y <= lastYear; y++ {
			c.totals[y-firstYear] += weights[k]
		}
	}
	c.wheel = newWheel(weights)
}

func compare(a, b float64) int {
	if a < b {
		return -1
	}
	return 1
}

func (w *world) makeOrgans() {
	home := w.cityWheel()
	add := func(name, kind string) {
		i := len(w.organs)
		d := roll(w.seed, 2, int64(i))
		org, _ := text.OrgCodeCheck(fmt.Sprintf("XN9%05d", i))
		code, _ := text.USCCCheck("12379900" + org)
		w.organs = append(w.organs, organ{code, name, kind, w.Cities[home.spin(&d)]})
	}
	for _, n := range w.Universities {
		add(n, "大专院校")
	}
	for _, n := range w.Institutes {
		add(n, "科研单位")
	}
}
