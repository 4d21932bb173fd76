package ingest

// incopat is the Excel or CSV export of incoPat (合享): Chinese headers in any order, many of them only there.
var incopat = &profile{
	name:   "incopat",
	enough: 1,
	signs: []string{"链接到incoPat", "合享价值度", "标题(中文)", "标准化当前权利人", "公开国别", "IPC主分类-小组", "IPC主分类-部(释义)", "首权字数",
		"技术功效短语", "技术功效1级", "申请人省市代码", "中国申请人地市", "中国申请人区县", "工商别名", "扩展同族ID", "简单同族ID", "DocDB同族", "家族引证次数"},
	fields: map[string]string{
		"标题": "title", "标题(中文)": "title", "标题(翻译)": "title_en", "标题(英文)": "title_en",
		"摘要": "abstract", "摘要(中文)": "abstract", "摘要(翻译)": "abstract_en", "摘要(英文)": "abstract_en",
		"公开国别": "office", "首次公开日": "", "当前权利人": "owner", "标准化当前权利人": "", "标准化申请人": "", "第一申请人": "", "第一发明人": "",
		"当前发明人名称": "", "申请人国别代码": "applicant_country", "申请人类型": "applicant_type", "申请人地址": "applicant_address", "申请人省市代码": "applicant_region",
		"统一社会信用代码": "applicant_uscc", "国民经济分类": "gbt4754", "EC": "ecla", "FI": "fi", "F-term": "fterm", "UC": "uspc", "洛迦诺分类号": "locarno",
		"首项权利要求": "first_claim", "独立权利要求": "", "权利要求数量": "claim_count", "独立权利要求数量": "independent_claim_count", "文献页数": "page_count",
		"引证专利": "cites", "被引证专利": "cited_by", "引证科技文献": "npl", "引证次数": "citation_count", "被引证次数": "cited_by_count",
		"家族引证": "", "家族被引证": "", "简单同族": "simple_family", "扩展同族": "extended_family", "DocDB同族": "", "简单同族ID": "family_id", "扩展同族ID": "extended_family_id",
		"简单同族个数": "family_size", "专利有效性": "legal_status", "当前法律状态": "current_status", "法律状态": "event", "失效日": "expiry_date", "授权公告日": "grant_date",
		"PCT国际申请号": "pct_number", "优先权信息": "priority", "优先权号": "", "最早优先权日": "earliest_priority_date", "发明人地址": "", "代理机构": "agency",
	},
	separators: []string{";", "；", "|"},
}
