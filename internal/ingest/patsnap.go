package ingest

// patsnap is the export of PatSnap (智慧芽): values joined by " | ", "-" for nothing, hyperlinks in cells, and
// columns doubled by a standardised twin marked [标], which is left in the original row.
var patsnap = &profile{
	name:   "patsnap",
	enough: 1,
	signs: []string{"[标]当前申请(专利权)人", "[标]原始申请(专利权)人", "标题(译)(简体中文)", "摘要(译)(简体中文)", "[标]代理机构", "Patsnap同族专利申请数量",
		"简单同族被引用专利总数", "5年内被引用数量", "工商统一社会信用代码", "[标]技术功效短语", "[标]技术问题短语", "战略新兴产业分类", "技术主题分类", "法律状态/事件"},
	fields: map[string]string{
		"标题": "title", "标题(译)(简体中文)": "title", "标题(译)(英文)": "title_en", "摘要": "abstract", "摘要(译)(简体中文)": "abstract", "摘要(译)(英文)": "abstract_en",
		"[标]当前申请(专利权)人": "", "[标]原始申请(专利权)人": "?applicant", "当前申请(专利权)人": "owner", "申请(专利权)人": "applicant", "原始申请(专利权)人": "applicant",
		"当前申请(专利权)人州/省": "applicant_region", "当前申请(专利权)人类型": "applicant_type", "申请(专利权)人类型": "applicant_type", "当前申请(专利权)人地址": "applicant_address",
		"[标]代理机构": "?agency", "代理机构": "agency", "IPC分类号": "ipc", "IPC主分类号": "ipc_main", "CPC分类号": "cpc", "引用专利": "cites", "被引用专利": "cited_by",
		"被引用专利数量": "cited_by_count", "引用专利数量": "citation_count", "非专利引用文献数量": "", "5年内被引用数量": "", "简单同族": "simple_family", "扩展同族": "extended_family",
		"简单同族成员数量": "family_size", "Patsnap同族专利申请数量": "", "简单同族被引用专利总数": "", "法律状态/事件": "legal_status", "简单法律状态": "legal_status", "受理局": "office",
		"独立权利要求": "", "首项权利要求": "first_claim", "权利要求数量": "claim_count", "独立权利要求数量": "independent_claim_count", "工商统一社会信用代码": "applicant_uscc",
		"申请年": "", "公开年": "", "失效日": "expiry_date", "授权日": "grant_date", "优先权号": "priority",
	},
	separators: []string{" | ", "|"},
}
