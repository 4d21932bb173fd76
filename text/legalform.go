package text

import "strings"

// legalForm is a written form and its type. Forms of one type are the same in law.
type legalForm struct{ written, kind string }

// hanForms are taken off the end of a Chinese name; the longest stand first.
var hanForms = []legalForm{
	{"股份有限责任公司", "股份"}, {"股份有限公司", "股份"}, {"有限责任公司", "有限"}, {"有限公司", "有限"}, {"股份公司", "股份"},
	{"股份合作公司", "股份合作"}, {"(有限合伙)", "合伙"}, {"(普通合伙)", "合伙"}, {"(特殊普通合伙)", "合伙"}, {"有限合伙", "合伙"}, {"合伙企业", "合伙"},
	{"专业合作社", "合作社"}, {"合作社", "合作社"}, {"总公司", "公司"}, {"分公司", "分公司"}, {"公司", "公司"},
}

// latinForms are taken off the end of a Latin name, points removed.
var latinForms = []legalForm{
	{"COMPANY LIMITED", "LTD"}, {"CO LIMITED", "LTD"}, {"CO LTD", "LTD"}, {"COLTD", "LTD"}, {"LIMITED", "LTD"}, {"LTD", "LTD"},
	{"INCORPORATED", "INC"}, {"INC", "INC"}, {"CORPORATION", "CORP"}, {"CORP", "CORP"}, {"COMPANY", "CO"}, {"CO", "CO"},
	{"LLC", "LLC"}, {"L L C", "LLC"}, {"LLP", "LLP"}, {"LP", "LP"}, {"PLC", "PLC"}, {"GMBH & CO KG", "KG"}, {"KG", "KG"}, {"GMBH", "GMBH"},
	{"AKTIENGESELLSCHAFT", "AG"}, {"AG", "AG"}, {"SE", "SE"}, {"SA", "SA"}, {"S A", "SA"}, {"SAS", "SAS"}, {"SARL", "SARL"}, {"SPA", "SPA"},
	{"SRL", "SRL"}, {"BV", "BV"}, {"B V", "BV"}, {"NV", "NV"}, {"N V", "NV"}, {"AB", "AB"}, {"OY", "OY"}, {"OYJ", "OY"}, {"AS", "AS"}, {"A S", "AS"},
	{"KABUSHIKI KAISHA", "KK"}, {"K K", "KK"}, {"KK", "KK"}, {"PTY LTD", "PTY"}, {"PTE LTD", "PTE"},
}

// LegalForm parts a name into its core and the type of its legal form ("" = none written): 有限公司 and 有限责任公司
// are both 有限, "Co., Ltd." and "Limited" both LTD. Group names keep 集团 in the core: a group and its members differ.
func LegalForm(name string) (core, form string) {
	s := strings.ToUpper(Fold(name))
	if !HasHan(s) {
		return latinForm(s)
	}
	for _, f := range hanForms {
		if head, ok := strings.CutSuffix(s, f.written); ok && head != "" {
			return strings.TrimSpace(head), f.kind
		}
	}
	return s, ""
}

func latinForm(s string) (core, form string) {
	s = latinWords(s)
	for _, f := range latinForms {
		if head, ok := strings.CutSuffix(s, " "+f.written); ok && head != "" {
			return strings.TrimSpace(head), f.kind
		}
	}
	return s, ""
}

// Where a legal form is used. Forms of one law are often taken for each other in patent data (NV and BV, Inc and
// Corp), forms of different laws name different legal persons. Ltd and Co translate any form.
const (
	lawUS = 1 << iota
	lawAsia
	lawBritain
	lawGermany
	lawFrance
	lawSpain
	lawItaly
	lawNetherlands
	lawSweden
	lawFinland
	lawDenmark
	lawCentral
	lawRussia
	lawBrazil
	lawTurkey
	anyLaw = 1<<15 - 1
)

// formWords: the words of legal forms by the law they belong to; "" marks are remains of broken forms.
var formWords = []struct {
	kind  string
	law   uint16
	words string
}{
	{"LTD", anyLaw, "LTD LIMITED COLTD LTDCO LIMTED LIMITTED LTO"}, {"CO", anyLaw, "CO COMPANY COS COMPANIES CIE CIA COMPAGNIE COMPANIA COMPAGNIA SOC SOCIETE SOCIETA SOCIEDAD SOCIEDADE GES GESELLSCHAFT FIRMA BOLAG MIJ MAATSCHAPPIJ"},
	{"INC", lawUS | lawAsia, "INC INCORPORATED INCORPORATION"}, {"CORP", lawUS | lawAsia, "CORP CORPORATION CORPORATIONS"},
	{"LLC", lawUS | lawAsia, "LLC LC PLLC"}, {"LP", lawUS | lawBritain, "LLP LP LLLP LTP"}, {"NA", lawUS, "PC"},
	{"PLC", lawBritain, "PLC"}, {"PTY", lawBritain | lawAsia, "PTY PROPRIETARY"}, {"PTE", lawAsia, "PTE PVT PRIVATE BHD SDN PT TBK"},
	{"KK", lawAsia, "KK KABUSHIKI KAISHA GK YK YUGEN GAISHA KABUSHIKIKAISHA KUBUSHIKI"},
	{"GMBH", lawGermany, "GMBH GESMBH MBH GGMBH HAFTUNG BESCHRANKTER GESELLSCHAFTMBH"}, {"AG", lawGermany, "AG AKTIENGESELLSCHAFT AKTIENGES"},
	{"KG", lawGermany, "KG KGAA OHG GBR UG KOMMANDITGESELLSCHAFT"}, {"EV", lawGermany, "EV EG VEREIN"},
	{"SA", lawFrance | lawSpain | lawGermany, "SA ANONYME ANONIMA"}, {"SAS", lawFrance, "SAS SASU SNC EURL SCA"}, {"SARL", lawFrance, "SARL"},
	{"SL", lawSpain, "SL SLU SAU"}, {"LTDA", lawBrazil | lawSpain, "LTDA LDA"}, {"SPA", lawItaly, "SPA AZIONI"}, {"SRL", lawItaly | lawSpain, "SRL"},
	{"BV", lawNetherlands, "BV CV BVBA VOF BESLOTEN"}, {"NV", lawNetherlands, "NV NAAMLOZE NAAMLOOZE VENNOOTSCHAP VZW"},
	{"", anyLaw, "V VNL NVNL BVNL MET SE"}, {"AB", lawSweden | lawFinland, "AB AKTIEBOLAG AKTIEBOLAGET PUBL HB"}, {"OY", lawFinland, "OY OYJ OSAKEYHTIO"},
	{"AS", lawDenmark | lawCentral | lawTurkey, "AS ASA APS IS AKTIESELSKAB AKTIESELSKABET ANPARTSSELSKAB HF"},
	{"SRO", lawCentral, "SRO DOO DD ZRT KFT NYRT RT SPZOO ZOO EOOD AD"}, {"ANONIM", lawTurkey, "ANONIM SIRKETI STI SANAYI TICARET VE"},
	{"OOO", lawRussia, "OOO OAO ZAO PAO AO OBSHCHESTVO OGRANICHENNOJ OTVETSTVENNOSTJU OBSCHESTVO OTVESTVENNOSTJU OTVETSTVENNOSTYU AKTSIONERNOE"},
}
