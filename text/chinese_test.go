package text

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// realTables reads the tables of content, so that the cases run on what users have.
func realTables(t testing.TB) *NameTables {
	t.Helper()
	divisions, err := os.ReadFile("../content/base/division.csv")
	if err != nil {
		t.Fatal(err)
	}
	variants, err := os.ReadFile("../content/classifications/trad_simp.txt")
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(divisions))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []Division
	for _, row := range rows[1:] {
		list = append(list, Division{row[0], row[1], row[4]})
	}
	return &NameTables{Places: NewPlaces(list), Simplify: Simplifier(string(variants)).Replace}
}

// oneParty: spellings of one invented organisation a line. Names are invented; places are real.
const oneParty = `
济南合成海岱机械有限公司|合成海岱机械（济南）有限公司|合成海岱机械(济南)有限公司|济南 合成海岱机械 有限公司|济南市合成海岱机械有限责任公司|济南合成海岱机械厂
青岛示例云帆电子科技股份有限公司|青岛示例云帆电子科技有限公司|青島示例雲帆電子科技股份有限公司|青岛市示例云帆电子科技股份公司
烟台样本蓝海生物医药有限公司|烟台样本蓝海生物医药有限责任公司|山东烟台样本蓝海生物医药有限公司|山东省烟台市样本蓝海生物医药有限公司|ＹＴ样本
潍坊虚构动力集团有限公司|潍坊虚构动力（集团）有限公司|潍坊虚构动力(集团)有限责任公司|潍坊市虚构动力集团有限公司
淄博虚构聚氨酯新材料有限公司|淄博市虚构聚氨酯新材料有限公司|淄博虛構聚氨酯新材料有限公司
东营虚构轮胎有限公司（原名：东营示范橡胶制品有限公司）|东营示范橡胶制品有限公司|东营虚构轮胎有限公司
威海例子光电信息技术有限公司(曾用名:威海老例子光电有限公司)|威海老例子光电有限公司|威海例子光电信息技术有限公司
山东合成理工大学|山东省合成理工大学|山東合成理工大學|山东合成理工大学.
济南合成大学|济南合成大學|济南市合成大学
山东省合成农业科学院|山东合成农业科学院|山东省合成农科院
中国科学院合成过程研究所|中科院合成过程研究所|中國科學院合成過程研究所
青岛合成海洋研究所|青岛市合成海洋研究所|青島合成海洋研究所
临沂合成人民医院|临沂市合成人民医院|临沂合成人民醫院
北京样例半导体有限公司|北京市样例半导体有限公司|样例半导体（北京）有限公司|北京样例半导体股份有限公司
深圳样例智能装备有限公司|深圳市样例智能装备有限公司|样例智能装备(深圳)有限公司|深圳市樣例智能裝備有限公司
上海样例照明电器有限公司|上海市样例照明电器有限公司|样例照明电器（上海）有限公司
广州虚拟电力设备有限公司|广州市虚拟电力设备有限公司|廣州虛擬電力設備有限公司|广州虚拟电力设备厂
江苏无锡虚拟机床有限公司|无锡虚拟机床有限公司|无锡市虚拟机床有限公司|无锡虚拟机床总厂
浙江宁波假设阀门有限公司|宁波假设阀门有限公司|寧波假設閥門有限公司
浙江假设泵业有限公司|浙江省假设泵业有限公司|假设泵业（浙江）有限公司
武汉假设光电股份有限公司|武汉假设光电有限公司|武漢假設光電股份有限公司
成都设想航空科技有限公司|成都市设想航空科技有限公司|设想航空科技（成都）有限公司
重庆设想汽车零部件有限公司|重庆市设想汽车零部件有限公司|重慶設想汽車零部件有限公司
西安设想动力机械有限公司|西安市设想动力机械有限公司|西安设想动力机械厂
内蒙古设想乳业有限公司|内蒙古自治区设想乳业有限公司
新疆设想纺织有限公司|新疆维吾尔自治区设想纺织有限公司
广西设想制药有限公司|广西壮族自治区设想制药有限公司
香港设想科技有限公司|香港特别行政区设想科技有限公司
章丘拟造重工有限公司|章丘市拟造重工有限公司|拟造重工（章丘）有限公司
沂南县拟造种业有限公司|沂南拟造种业有限公司
寿光拟造农业科技有限公司|寿光市拟造农业科技有限公司
样本·甲 乙丙有限公司|样本甲乙丙有限公司
日照拟构水产食品有限公司|日照拟构水产食品有限公司.|日照拟构水产食品 有限公司|日照拟構水產食品有限公司
德州拟构太阳能有限公司|德州市拟构太阳能有限公司|德州拟构太阳能股份有限公司
济宁拟构工程机械有限公司 (Jining Nigou Machinery Co., Ltd.)|济宁拟构工程机械有限公司
泰安合构投资中心（有限合伙）|泰安合构投资中心(有限合伙)|泰安市合构投资中心（有限合伙）
聊城合构花生专业合作社|聊城市合构花生专业合作社
滨州合构纺织集团有限公司|濱州合構紡織集團有限公司|滨州合构纺织（集团）有限公司
菏泽合构化工有限公司|荷泽合构化工有限公司号|菏泽合构化工有限责任公司
枣庄第二合构机床厂|枣庄市第二合构机床厂
大连新构船舶重工有限公司|大连市新构船舶重工有限公司|大連新構船舶重工有限公司
长春新构轨道客车股份有限公司|长春新构轨道客车有限公司|長春新構軌道客車股份有限公司`

// strangers: pairs, or more, that are all different parties.
const strangers = `
济南合成海岱机械有限公司|德州合成海岱机械有限公司|青岛合成海岱机械有限公司|烟台合成海岱机械有限责任公司
青岛示例云帆电子科技股份有限公司|威海示例云帆电子科技股份有限公司|示例云帆电子科技（日照）有限公司
潍坊虚构动力集团有限公司|潍坊虚构动力有限公司|潍坊虚构动力科技有限公司|潍坊虚构动力集团财务有限公司
潍坊虚构动力有限公司|潍坊虚构动力有限公司济南分公司
山东合成理工大学|山西合成理工大学|山东合成理工学院|山东合成理工大学附属医院|山东合成理工大学科技园有限公司
济南合成大学|济南合成学院|济南合成研究院
济南第一合成机床厂|济南第二合成机床厂|济南第三合成机床厂
济南合成一号电子有限公司|济南合成二号电子有限公司
山东样本化工有限公司|山东样本化工集团有限公司|山东样本化工研究院|淄博样本化工有限公司|样本化工有限公司
烟台样本蓝海生物医药有限公司|烟台样本蓝海生物科技有限公司|烟台样本蓝天生物医药有限公司|烟台样本红海生物医药有限公司
泰安合构投资中心（有限合伙）|泰安合构投资有限公司|泰安合构投资中心二期（有限合伙）
北京样例半导体有限公司|南京样例半导体有限公司|上海样例半导体有限公司
江苏虚拟机床有限公司|无锡虚拟机床有限公司|浙江虚拟机床有限公司
河南假设食品有限公司|河北假设食品有限公司|湖南假设食品有限公司|湖北假设食品有限公司
广东假设电器有限公司|广西假设电器有限公司
东莞东方拟造模具有限公司|东莞南方拟造模具有限公司|东莞北方拟造模具有限公司
聊城合构花生专业合作社|聊城合构花生有限公司
中国合成石油集团有限公司|中国合成石油股份有限公司
王小明|王小红|王晓明
临沂合成人民医院|临沂合成中医医院|临沂市合成妇幼保健院
中国科学院合成过程研究所|中国科学院合成化学研究所|中国农业科学院合成过程研究所
大连新构船舶重工有限公司|大连新构船舶配套有限公司
深圳样例智能装备有限公司|东莞样例智能装备有限公司|深圳样例智能控制有限公司`

func chineseGold() *gold {
	g := &gold{}
	for line := range strings.Lines(strings.TrimSpace(oneParty)) {
		names := strings.Split(strings.TrimSpace(line), "|")
		for _, n := range names {
			g.add(Mention{Name: n}, names[0])
		}
	}
	for line := range strings.Lines(strings.TrimSpace(strangers)) {
		for _, n := range strings.Split(strings.TrimSpace(line), "|") {
			if !mentioned(g, n) {
				g.add(Mention{Name: n}, n)
			}
		}
	}
	return g
}

func mentioned(g *gold, name string) bool {
	for _, m := range g.mentions {
		if m.Name == name {
			return true
		}
	}
	return false
}

// byCode: invented firms, each under its own code in several spellings and, half of the time, under a trade name that
// another firm of another place bears too. The code is the truth; given says in how many of a hundred mentions it shows.
func byCode(firms, given int) *gold {
	r := rand.New(rand.NewPCG(1, 9))
	pick := func(words string) string { list := strings.Fields(words); return list[r.IntN(len(list))] }
	g := &gold{}
	trade, industry := "", ""
	for i := range firms {
		if i%2 == 0 {
			trade = pick("泰 瑞 华 鑫 海 金 宏 博 天 正") + pick("源 达 通 盛 丰 和 远 力 康 信") + pick("澜 岳 岱 沂 汶 洙 泗 沭 潍 胶")
			industry = pick("机械 化工 生物科技 电子科技 新材料 食品 纺织 医疗器械 光电技术 轮胎")
		}
		place, form := pick("济南 青岛 淄博 枣庄 东营"), pick("有限公司 股份有限公司")
		if i%2 == 1 {
			place = pick("烟台 潍坊 济宁 泰安 威海")
		}
		code, _ := USCCCheck("91370100MA" + strings.ToUpper(strconv.FormatInt(int64(3000000+i), 10)))
		name := place + trade + industry
		for _, n := range []string{name + form, place + "市" + trade + industry + form, trade + industry + "（" + place + "）" + form, "山东" + name + form, name + " " + form, name + "有限责任公司"} {
			m := Mention{Name: n}
			if r.IntN(100) < given {
				m.Code = code
			}
			g.add(m, code)
		}
	}
	return g
}

func TestChineseByCode(t *testing.T) {
	for _, given := range []int{0, 50} {
		g := byCode(2000, given)
		a := Agree(Resolve(g.mentions, realTables(t), Wanted{}).Of, g.truth)
		a.log(t, "Chinese firms by code, shown in "+strconv.Itoa(given)+" %")
		a.atLeast(t, "by code", 0.97, 0.97)
	}
}

func TestChineseNames(t *testing.T) {
	g := chineseGold()
	if len(g.mentions) < 150 {
		t.Fatalf("%d cases", len(g.mentions))
	}
	res := Resolve(g.mentions, realTables(t), Wanted{})
	a := Agree(res.Of, g.truth)
	a.log(t, "Chinese cases, entity")
	a.atLeast(t, "Chinese cases", 1, 0.98)
	for i, of := range res.Of {
		for j := range i {
			if same := of == res.Of[j]; same != (g.truth[i] == g.truth[j]) {
				t.Logf("%s / %s: same party %v", g.mentions[i].Name, g.mentions[j].Name, same)
			}
		}
	}
}
