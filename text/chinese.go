package text

import (
	"slices"
	"strings"
	"unicode"
)

// Places of Chinese names: each place's short name and the province it is in ("" for provinces). See [NewPlaces].
type Places map[string]string

// chinese is a Chinese name taken apart: 地名 + 字号 + 行业 + 组织形式.
type chinese struct {
	places  []string // from the widest to the narrowest, short
	bracket bool     // the place stood in brackets behind the trade name, as subsidiaries write it
	trade   string   // 字号
	trades  string   // 行业
	form    string
	unit    string // what follows the legal form or the university: a part of it
	group   bool   // 集团
	former  []string
	person  bool
}

// core is what two spellings of one organisation share whatever their place and form are.
func (n *chinese) core() string { return n.trade + n.trades }

// place is the narrowest place, "" when none is named.
func (n *chinese) place() string {
	if len(n.places) == 0 {
		return ""
	}
	return n.places[len(n.places)-1]
}

// hanIndustries are taken off the end of a name without its legal form, the longest first.
var hanIndustries = byLength(strings.Fields(`科技发展 技术开发 科技开发 信息技术 网络科技 电子科技 生物科技 信息科技 智能科技 环保科技 新材料科技 新能源科技 农业科技 医疗科技 高新技术
	科技 技术 电子 机械 机电 化工 化学 生物 医药 制药 药业 信息 网络 软件 通信 通讯 光电 光学 半导体 微电子 集成电路 电器 电气 电力 能源 新能源 太阳能 环保 环境
	材料 新材料 高分子 塑料 橡胶 轮胎 纺织 印染 服装 服饰 食品 饮料 酿酒 酒业 乳业 粮油 油脂 饲料 肥料 化肥 农药 种业 农业 牧业 渔业 水产 海洋 造纸 纸业 印刷 包装
	钢铁 冶金 铝业 铜业 金属 有色金属 矿业 煤业 石油 石化 石油化工 精细化工 天然气 燃气 热力 水泥 建材 玻璃 陶瓷 建筑 建设 建筑工程 工程 装饰 房地产 置业 地产 家具 家居 木业
	汽车 汽车零部件 汽车配件 车业 车辆 客车 摩托车 船舶 船业 重工 造船 航空 航天 轨道交通 机床 数控 机器人 自动化 仪器 仪表 仪器仪表 设备 机械设备 装备 重型机械 农业机械 工程机械
	动力 发动机 电机 泵业 阀门 轴承 齿轮 模具 工具 五金 铸造 锻造 电缆 线缆 电池 电源 照明 医疗 医疗器械 器械 生物技术 生物工程 生物医药 生物制品 健康 保健品 中药 化妆品 日化
	教育 文化 传媒 广告 咨询 贸易 商贸 物流 运输 实业 工业 产业 发展 开发 投资 控股 管理 服务 制造 股份 国际 进出口 检测 设计 智能 智能装备 数据 云计算 物联网 安全 消防 水务 园林 农机 矿山机械 聚氨酯`))

func byLength(words []string) []string {
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(words)
}

// hanShort: short names in common use and the full ones.
var hanShort = strings.NewReplacer("中科院", "中国科学院", "中国农科院", "中国农业科学院", "农科院", "农业科学院", "社科院", "社会科学院", "有限责任公司", "有限公司")

// parseChinese takes a name apart; kind is its type of party where known. simplify turns traditional characters into
// simplified ones (nil: they stay).
func parseChinese(name, kind string, places Places, simplify func(string) string) chinese {
	s := strings.ToUpper(Fold(name))
	if simplify != nil {
		s = simplify(s)
	}
	var n chinese
	s = hanShort.Replace(n.takeBrackets(hanMarks.Replace(s), places))
	if kind == "" || kind == Unknown {
		kind = PartyType(s)
	}
	n.person = kind == Individual
	if n.person {
		n.trade = s
		return n
	}
	s = n.takeForm(s)
	s = n.takePlaces(s, places)
	if rest := strings.ReplaceAll(s, "集团", ""); rest != s && rest != "" {
		s, n.group = rest, true
	}
	n.trade, n.trades = splitIndustry(s)
	return n
}

var hanMarks = strings.NewReplacer("【", "(", "】", ")", "[", "(", "]", ")", "〔", "(", "〕", ")", "《", "", "》", "", "“", "", "”", "", "\"", "", "'", "", "‘", "", "’", "", " ", "",
	"·", "", "•", "", "・", "", ".", "", ",", "", "。", "", "、", "", "-", "", "—", "", "_", "", "/", "", "*", "")

var noBrackets = strings.NewReplacer("(", "", ")", "")

// takeBrackets reads what stands in brackets: earlier names, places, 集团 and forms stay, Latin names go.
func (n *chinese) takeBrackets(s string, places Places) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '(')
		end := strings.IndexByte(s, ')')
		if open < 0 || end < open {
			b.WriteString(noBrackets.Replace(s))
			return b.String()
		}
		b.WriteString(s[:open])
		inside := s[open+1 : end]
		s = s[end+1:]
		former, isFormer := formerName(inside)
		place := placeOf(inside, places)
		switch {
		case isFormer:
			n.former = append(n.former, former)
		case place != "" && b.Len() > 0:
			n.places, n.bracket = append(n.places, place), true
		case HasHan(inside):
			b.WriteString(inside)
		}
	}
}

func formerName(s string) (string, bool) {
	for _, word := range []string{"曾用名:", "曾用名", "原名称:", "原名:", "原名", "原:", "原", "更名前:", "更名前"} {
		if rest, ok := strings.CutPrefix(s, word); ok && len(rest) >= 12 {
			return rest, true
		}
	}
	return "", false
}

// placeOf is the short name of a place, be it written with its rank.
func placeOf(s string, places Places) string {
	for _, name := range []string{s, shortPlace(s)} {
		if _, ok := places[name]; ok || name == "中国" {
			return name
		}
	}
	return ""
}

// takeForm takes off the legal form; what follows the last form is a unit of the organisation.
func (n *chinese) takeForm(s string) string {
	for _, end := range []string{"公司", "大学"} {
		i := strings.LastIndex(s, end)
		if i < 0 || end == "大学" && strings.Contains(s, "公司") {
			continue
		}
		n.unit, s = s[i+len(end):], s[:i+len(end)]
		if head, ok := strings.CutSuffix(s, "分公司"); ok {
			if k := strings.LastIndex(head, "公司"); k > 0 {
				n.unit, s = s[k+len("公司"):], s[:k+len("公司")]
			}
		}
		break
	}
	for _, f := range hanForms {
		written := strings.Trim(f.written, "()")
		if head, ok := strings.CutSuffix(s, written); ok && head != "" {
			n.form = f.kind
			return head
		}
	}
	for _, works := range []string{"总厂", "厂"} {
		if head, ok := strings.CutSuffix(s, works); ok && len(head) > 6 {
			n.form = "厂"
			return head
		}
	}
	return s
}

// takePlaces takes the places off the front, as long as a name remains.
func (n *chinese) takePlaces(s string, places Places) string {
	for {
		place, rest := leadingPlace(s, places)
		if place == "" || len(rest) < 6 || slices.Contains(n.places, place) {
			break
		}
		n.places, s = append(n.places, place), rest
	}
	if len(n.places) == 2 && n.bracket { // the one in brackets came first but is the narrower, or the other way round
		slices.SortStableFunc(n.places, func(a, b string) int { return rankOf(a, places) - rankOf(b, places) })
	}
	if len(n.places) > 0 && n.bracket && !strings.HasPrefix(s, n.places[0]) {
		n.bracket = len(n.places) == 1
	}
	return s
}

func rankOf(place string, places Places) int {
	if place == "中国" {
		return -1
	}
	if places[place] == "" {
		return 0
	}
	return 1
}

const longestPlace = 6

func leadingPlace(s string, places Places) (place, rest string) {
	if place, rest = tablePlace(s, places); place != "" {
		return place, cutRank(rest, places)
	}
	rs := []rune(s)
	for k := min(3, len(rs)-2); k >= 2; k-- { // counties and towns that no table names
		if strings.ContainsRune("市县省镇乡", rs[k]) {
			return string(rs[:k]), string(rs[k+1:])
		}
	}
	return "", s
}

// tablePlace is the longest place of the table that a name begins with.
func tablePlace(s string, places Places) (place, rest string) {
	rs := []rune(s)
	for k := min(longestPlace, len(rs)-1); k >= 2; k-- {
		head := string(rs[:k])
		if _, ok := places[head]; ok || head == "中国" {
			return head, string(rs[k:])
		}
	}
	return "", s
}

func cutRank(s string, places Places) string {
	if place, _ := tablePlace(s, places); place != "" {
		return s // 济南 + 市中区
	}
	for _, rank := range ranks[:len(ranks)-2] {
		if rest, ok := strings.CutPrefix(s, rank); ok {
			return rest
		}
	}
	for _, zone := range []string{"经济技术开发区", "高新技术产业开发区", "高新区", "开发区", "区"} {
		if rest, ok := strings.CutPrefix(s, zone); ok && len(rest) >= 9 {
			return rest
		}
	}
	return s
}

// splitIndustry parts 字号 and 行业; the trade name keeps two characters at least where it can.
func splitIndustry(s string) (trade, industry string) {
	for range 3 {
		cut := false
		for _, w := range hanIndustries {
			if head, ok := strings.CutSuffix(s, w); ok && len(head) >= 6 {
				s, industry, cut = head, w+industry, true
				break
			}
		}
		if !cut {
			break
		}
	}
	return s, industry
}

// hanFormsAgree: 有限 and 股份 follow each other when a company is restructured, and works became companies; the law
// keeps two firms of one place and trade from the same trade name. Partnerships, cooperatives and branches stand apart.
func hanFormsAgree(a, b string) bool {
	return a == b || becomes[a] && becomes[b]
}

var becomes = map[string]bool{"": true, "公司": true, "有限": true, "股份": true, "厂": true}

// hanNumbers: characters whose change makes another name.
func hanNumber(r rune) bool {
	return unicode.IsDigit(r) || strings.ContainsRune("一二三四五六七八九十百千万东西南北中上下前后大小新老甲乙丙丁", r)
}
