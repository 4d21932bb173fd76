package text

import "strings"

// The types of party on a patent.
const (
	Firm       = "firm"
	University = "university"
	Institute  = "institute"
	Government = "government"
	Individual = "individual"
	OtherParty = "other"
	Unknown    = "unknown"
)

// PartyType tells what kind of party a name belongs to. In Chinese the last word decides (山东大学科技园有限公司 is a
// firm); hospitals, schools below college and associations are other. Two to four characters opened by a surname, or
// Latin words without any organisation word, are an individual. What shows nothing is unknown.
func PartyType(name string) string {
	s := strings.ToUpper(Fold(name))
	switch {
	case s == "":
		return Unknown
	case HasHan(s):
		return hanParty(s)
	}
	return latinParty(s)
}

// hanEndings are searched for the longest ending of the name; brackets at the end are left aside first.
var hanEndings = map[string]string{
	"公司": Firm, "厂": Firm, "集团": Firm, "企业": Firm, "合作社": Firm, "商行": Firm, "经营部": Firm, "门市部": Firm, "商店": Firm, "店": Firm,
	"工作室": Firm, "合伙": Firm, "农场": Firm, "矿": Firm, "煤矿": Firm, "油田": Firm, "电厂": Firm, "分公司": Firm, "事务所": Firm, "株式会社": Firm,
	"大学": University, "学院": University, "高等专科学校": University, "专科学校": University, "职业学校": OtherParty, "分校": University,
	"校区": University, "党校": Government, "技校": OtherParty, "中学": OtherParty, "小学": OtherParty, "学校": OtherParty, "幼儿园": OtherParty,
	"研究院": Institute, "研究所": Institute, "科学院": Institute, "设计院": Institute, "研究中心": Institute, "实验室": Institute, "勘察院": Institute,
	"设计研究院": Institute, "设计所": Institute, "工程中心": Institute, "技术中心": Institute, "农科院": Institute, "试验站": Institute,
	"试验场": Institute, "研究会": Institute, "研究室": Institute, "检测中心": Institute, "推广中心": Institute, "推广站": Institute, "研发中心": Institute,
	"科学技术中心": Institute, "创新中心": Institute, "检验院": Institute, "检测院": Institute, "检验所": Institute, "地质队": Institute, "规划院": Institute,
	"局": Government, "政府": Government, "委员会": Government, "厅": Government, "部队": Government, "法院": Government, "检察院": Government,
	"办公室": Government, "管理处": Government, "监狱": Government, "海关": Government, "气象台": Government, "委": Government,
	"医院": OtherParty, "卫生院": OtherParty, "卫生所": OtherParty, "协会": OtherParty, "学会": OtherParty, "基金会": OtherParty, "联盟": OtherParty,
	"保健院": OtherParty, "防治院": OtherParty, "控制中心": OtherParty, "血站": OtherParty, "商会": OtherParty, "个人": Individual, "促进会": OtherParty, "中心": Unknown, "站": Unknown, "所": Institute, "院": Institute,
}

func hanParty(s string) string {
	if open := strings.LastIndexByte(s, '('); open > 0 && strings.HasSuffix(s, ")") {
		if strings.Contains(s[open:], "合伙") {
			return Firm
		}
		s = strings.TrimSpace(s[:open])
	}
	rs := []rune(s)
	for n := min(7, len(rs)-1); n > 0; n-- {
		if t, ok := hanEndings[string(rs[len(rs)-n:])]; ok && !(len(rs) <= 3 && n == 1) {
			return t
		}
	}
	if personName(rs) {
		return Individual
	}
	return hanInside(s)
}

// hanInside looks for a firm word anywhere ("…有限公司北京").
func hanInside(s string) string {
	switch {
	case strings.Contains(s, "公司"):
		return Firm
	case strings.Contains(s, "大学"):
		return University
	case strings.Contains(s, "研究院"), strings.Contains(s, "研究所"):
		return Institute
	}
	return Unknown
}

// surnames that open most Chinese names, and those of two characters.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏韦付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文庞樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂丛焦向柳邢岳骆齐沿梅庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"

var longSurnames = []string{"欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯", "端木"}

func personName(rs []rune) bool {
	s := string(rs)
	if i := strings.IndexAny(s, "·•・"); i > 0 {
		return len(rs) <= 20
	}
	if len(rs) < 2 || len(rs) > 4 {
		return false
	}
	for _, long := range longSurnames {
		if strings.HasPrefix(s, long) && len(rs) > 2 {
			return true
		}
	}
	return len(rs) <= 3 && strings.ContainsRune(surnames, rs[0])
}

// latinTypes by word; a word of an earlier group counts before a later one.
var latinTypes = []struct {
	kind  string
	words []string
}{
	{Firm, []string{"CO", "LTD", "LIMITED", "INC", "INCORPORATED", "CORP", "CORPORATION", "COMPANY", "LLC", "LLP", "PLC", "GMBH", "AG", "KG", "SA",
		"SAS", "SARL", "SPA", "SRL", "BV", "NV", "AB", "OY", "OYJ", "AS", "KK", "KAISHA", "PTY", "PTE", "HOLDINGS", "HOLDING", "INDUSTRIES", "GROUP",
		"TECHNOLOGIES", "ENTERPRISES", "LABORATORIES", "AKTIENGESELLSCHAFT", "SE"}},
	{University, []string{"UNIVERSITY", "UNIV", "UNIVERSITE", "UNIVERSITAET", "UNIVERSITAT", "UNIVERSITÄT", "UNIVERSIDAD", "UNIVERSITA", "UNIVERSITÀ",
		"UNIVERSITEIT", "COLLEGE", "POLYTECHNIC", "HOCHSCHULE", "ECOLE", "ÉCOLE", "REGENTS"}},
	{Institute, []string{"INSTITUTE", "INST", "INSTITUT", "INSTITUTO", "ACADEMY", "ACAD", "LABORATORY", "RESEARCH", "FRAUNHOFER", "FORSCHUNGSZENTRUM", "CENTRE",
		"CENTER", "CNRS"}},
	{Government, []string{"MINISTRY", "GOVERNMENT", "DEPARTMENT", "DEPT", "AGENCY", "ADMINISTRATION", "SECRETARY", "NAVY", "ARMY", "BUREAU",
		"STATES", "COMMISSARIAT"}},
	{OtherParty, []string{"HOSPITAL", "FOUNDATION", "SOCIETY", "ASSOCIATION", "TRUST", "SCHOOL"}},
}

func latinParty(s string) string {
	words := strings.Fields(latinWords(s))
	for _, group := range latinTypes {
		for _, w := range group.words {
			if contains(words, w) {
				return techSchool(group.kind, s)
			}
		}
	}
	if len(words) >= 2 && len(words) <= 5 && !strings.ContainsAny(s, "0123456789&") {
		return Individual
	}
	return Unknown
}

// techSchool: institutes of technology are universities.
func techSchool(kind, s string) string {
	if kind == Institute && (strings.Contains(s, "INSTITUTE OF TECHNOLOGY") || strings.Contains(s, "INST OF TECHNOLOGY")) {
		return University
	}
	return kind
}

func contains(words []string, w string) bool {
	for _, x := range words {
		if x == w {
			return true
		}
	}
	return false
}
