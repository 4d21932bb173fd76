package search

import (
	"strings"

	"asterism/internal/lang"
)

// Kind is what a field holds, which decides how its values are read.
type Kind uint8

// Kinds of fields.
const (
	TextField Kind = iota
	NameField
	DateField
	CountField
	ClassField
	CodeField
	NumberField
)

// Field can be searched. Names holds what each dialect calls it, the name that is written first; names shared by dialects
// mean the same, so a dialect also reads the others' where it has none of its own.
type Field struct {
	Name  string // ours; also what plain words write
	Title lang.Text
	Kind  Kind
	Of    []string // fields it stands for together
	Names map[string][]string
	Level Level  // of names such as ipc-low
	Codes string // column whose codes it holds
	Year  bool   // the value is a year
}

func names(incopat, patsnap, orbit, cql, us, cnipa string) map[string][]string {
	m := map[string][]string{}
	for dialect, list := range map[string]string{"incopat": incopat, "patsnap": patsnap, "orbit": orbit, "cql": cql, "us": us, "cnipa": cnipa} {
		if list != "" {
			m[dialect] = strings.Fields(list)
		}
	}
	return m
}

// Fields lists what can be searched. Names: incoPat's and PatSnap's field tables, Questel Orbit's suffixes, Espacenet's
// CQL identifiers, USPTO Patent Public Search, CNIPA-style consoles.
var Fields = []Field{
	{Name: "any", Title: lang.Text{Zh: "全部字段", En: "any field"}, Of: []string{"title", "abstract", "claims", "description", "applicant", "inventor", "agent"},
		Names: names("all", "MAINF", "ALL", "txt", "", "")},
	{Name: "title", Title: lang.Text{Zh: "题名", En: "title"}, Names: names("ti", "TTL TTL_ALL", "TI", "ti", "ti ttl", "TI 发明名称 名称 标题 题名")},
	{Name: "abstract", Title: lang.Text{Zh: "摘要", En: "abstract"}, Names: names("ab", "ABST ABST_ALL", "AB", "ab", "ab", "AB 摘要")},
	{Name: "claims", Title: lang.Text{Zh: "权利要求", En: "claims"}, Names: names("claim", "CLMS CLMS_ALL ICLMS", "CLMS", "claims", "clm", "CL 权利要求 权利要求书")},
	{Name: "description", Title: lang.Text{Zh: "说明书", En: "description"}, Names: names("des", "DESC DESC_ALL", "DESC", "desc", "spec detd", "DES 说明书")},
	{Name: "tiab", Title: lang.Text{Zh: "题名、摘要", En: "title, abstract"}, Of: []string{"title", "abstract"}, Names: names("tiab", "TA TA_ALL", "TI/AB BI", "ta", "ti,ab", "TIAB")},
	{Name: "tac", Title: lang.Text{Zh: "题名、摘要、权利要求", En: "title, abstract, claims"}, Of: []string{"title", "abstract", "claims"},
		Names: names("tiabc", "TAC TAC_ALL", "TI/AB/CLMS", "", "ti,ab,clm", "TIABC")},
	{Name: "full", Title: lang.Text{Zh: "全文", En: "full text"}, Of: []string{"title", "abstract", "claims", "description"},
		Names: names("full", "TACD TACD_ALL", "TX", "ftxt", "ti,ab,clm,spec", "FT 全文")},
	{Name: "applicant", Title: lang.Text{Zh: "申请人", En: "applicant"}, Kind: NameField, Names: names("ap ap-all patentee", "AN ALL_AN ANC ANS ANCS", "PA", "pa", "as aanm", "PA 申请人 申请（专利权）人 专利权人 权利人")},
	{Name: "inventor", Title: lang.Text{Zh: "发明人", En: "inventor"}, Kind: NameField, Names: names("in", "IN INC", "IN", "in", "in inv", "IN 发明人")},
	{Name: "agent", Title: lang.Text{Zh: "代理机构、代理人", En: "agency, agent"}, Kind: NameField, Names: names("agc at", "ATC AT", "REP", "rep", "lrep", "AG 代理机构 代理人")},
	{Name: "number", Title: lang.Text{Zh: "号码", En: "any number"}, Kind: NumberField, Names: names("number", "", "", "num", "", "")},
	{Name: "publication_number", Title: lang.Text{Zh: "公开（公告）号", En: "publication number"}, Kind: NumberField, Names: names("pn pnn grant-pn", "PN", "PN", "pn", "pn", "PN 公开号 公告号 公开（公告）号")},
	{Name: "application_number", Title: lang.Text{Zh: "申请号", En: "application number"}, Kind: NumberField, Names: names("an ann", "APNO", "AP", "ap", "apn", "AN 申请号")},
	{Name: "family", Title: lang.Text{Zh: "同族（成员号码）", En: "family of a number"}, Kind: NumberField, Names: names("mf cf mfn", "FAM", "FAN", "famn", "", "FAM 同族")},
	{Name: "application_date", Title: lang.Text{Zh: "申请日", En: "application date"}, Kind: DateField, Names: names("ad", "APD", "APD", "ad", "ad", "AD 申请日")},
	{Name: "publication_date", Title: lang.Text{Zh: "公开日", En: "publication date"}, Kind: DateField, Names: names("pd pu-date ecd", "PBD F_PBD", "PD", "pd", "pd", "PD 公开日 公开（公告）日 公告日")},
	{Name: "grant_date", Title: lang.Text{Zh: "授权日", En: "grant date"}, Kind: DateField, Names: names("grant-date", "ISD", "GD", "gd", "isd", "GD 授权公告日 授权日")},
	{Name: "priority_date", Title: lang.Text{Zh: "最早优先权日", En: "earliest priority date"}, Kind: DateField, Names: names("pr-date", "E_PRIORITY_DATE PRIORITY_DATE", "EPRD PRD", "prd", "prad", "EPRD 优先权日 最早优先权日")},
	{Name: "expiry_date", Title: lang.Text{Zh: "失效日", En: "expiry date"}, Kind: DateField, Names: names("exdt expiry-date", "EXPD EXDT", "EXPD", "", "", "失效日 届满日")},
	{Name: "application_year", Title: lang.Text{Zh: "申请年", En: "application year"}, Kind: DateField, Year: true, Of: []string{"application_date"}, Names: names("ady", "APD_Y", "", "", "ay", "ADY 申请年")},
	{Name: "publication_year", Title: lang.Text{Zh: "公开年", En: "publication year"}, Kind: DateField, Year: true, Of: []string{"publication_date"}, Names: names("pdy", "PBD_Y", "", "", "py", "PDY 公开年")},
	{Name: "ipc", Title: lang.Text{Zh: "IPC", En: "IPC"}, Kind: ClassField, Names: names("ipc", "IPC", "IPC", "ipc ic", "ipc", "IC IPC 分类号 主分类号")},
	{Name: "ipc_below", Title: lang.Text{Zh: "IPC 及下位", En: "IPC and below"}, Kind: ClassField, Of: []string{"ipc"}, Level: Below, Names: names("ipc-low", "IPC_LOW", "", "", "", "")},
	{Name: "ipc_above", Title: lang.Text{Zh: "IPC 及上位", En: "IPC and above"}, Kind: ClassField, Of: []string{"ipc"}, Level: Above, Names: names("ipc-high", "", "", "", "", "")},
	{Name: "cpc", Title: lang.Text{Zh: "CPC", En: "CPC"}, Kind: ClassField, Names: names("cpc", "CPC", "CPC", "cpc", "cpc", "CPC")},
	{Name: "cpc_below", Title: lang.Text{Zh: "CPC 及下位", En: "CPC and below"}, Kind: ClassField, Of: []string{"cpc"}, Level: Below, Names: names("", "CPC_LOW", "", "", "", "")},
	{Name: "locarno", Title: lang.Text{Zh: "洛迦诺分类", En: "Locarno"}, Kind: ClassField, Names: names("loc", "LOC", "LOC", "loc", "loc", "LOC 洛迦诺分类号")},
	{Name: "office", Title: lang.Text{Zh: "受理局", En: "office"}, Kind: CodeField, Codes: "office", Names: names("pnc auth", "AUTHORITY", "PNC", "pnc", "cc", "CO 公开国别 国别")},
	{Name: "patent_type", Title: lang.Text{Zh: "专利类型", En: "patent type"}, Kind: CodeField, Codes: "patent_type", Names: names("pt pat", "PATENT_TYPE", "PT", "", "", "PT 专利类型")},
	{Name: "legal_status", Title: lang.Text{Zh: "法律状态", En: "legal status"}, Kind: CodeField, Codes: "legal_status", Names: names("status status-lite", "SIMPLE_LEGAL_STATUS LEGAL_STATUS", "LS STATUS", "", "", "LS 法律状态 专利有效性")},
	{Name: "legal_event", Title: lang.Text{Zh: "法律事件", En: "legal event"}, Kind: CodeField, Codes: "event_class", Names: names("lg", "LEGAL_EVENT", "EVT", "", "", "法律事件")},
	{Name: "region", Title: lang.Text{Zh: "申请人地区", En: "applicant's region"}, Kind: CodeField, Codes: "region", Names: names("city ap-province county", "AN_PROVINCE AN_CITY AN_DISTRICT", "PAST", "", "", "CITY 省市 地区 申请人地区")},
	{Name: "cited_count", Title: lang.Text{Zh: "被引证次数", En: "times cited"}, Kind: CountField, Names: names("ctfw-times", "F_CITES_COUNT", "NBCG", "", "", "被引证次数")},
	{Name: "citing_count", Title: lang.Text{Zh: "引证次数", En: "citations made"}, Kind: CountField, Names: names("ct-times", "B_CITES_COUNT", "NBCT", "", "", "引证次数")},
	{Name: "claim_count", Title: lang.Text{Zh: "权利要求数", En: "claims"}, Kind: CountField, Names: names("no-claim", "CLAIM_COUNT", "NBC", "", "", "权利要求数")},
	{Name: "family_count", Title: lang.Text{Zh: "同族数", En: "family members"}, Kind: CountField, Names: names("no-mf", "FAM_COUNT", "NBF", "", "", "同族数")},
}

// textFields are the fields of the text index, by number.
var textFields = []string{"title", "abstract", "claims", "description", "applicant", "inventor", "agent"}

var fieldIndex = func() map[string]*Field {
	m := map[string]*Field{}
	for i := range Fields {
		m[Fields[i].Name] = &Fields[i]
	}
	return m
}()

// fieldNames maps dialect and folded name to a field.
var fieldNames = func() map[string]map[string]*Field {
	m := map[string]map[string]*Field{}
	for i := range Fields {
		f := &Fields[i]
		for d, list := range f.Names {
			if m[d] == nil {
				m[d] = map[string]*Field{}
			}
			for _, n := range list {
				m[d][strings.ToLower(n)] = f
			}
		}
	}
	return m
}()

// findField finds the field a dialect calls so: by its own names, then ours, then Chinese ones. Plain words take incoPat's.
func findField(dialect, name string) *Field {
	name = strings.ToLower(name)
	if f := fieldNames[dialect][name]; f != nil {
		return f
	}
	if f := fieldIndex[strings.ReplaceAll(name, "-", "_")]; f != nil {
		return f
	}
	if f := fieldNames["cnipa"][name]; f != nil && hanName(name) {
		return f
	}
	if dialect == "plain" {
		return fieldNames["incopat"][name]
	}
	return nil
}

func hanName(name string) bool { return name != "" && name[0] >= 0x80 }

// parts are the index fields a field stands for.
func (f *Field) parts() []string {
	if f.Of != nil {
		return f.Of
	}
	return []string{f.Name}
}

// text tells that a field is searched by words.
func (f *Field) text() bool { return f.Kind == TextField || f.Kind == NameField }
