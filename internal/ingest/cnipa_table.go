package ingest

// cnipaTable is the Excel list of CNIPA's own services and of tools built on its CD-ROM data: 25 columns, dotted
// dates, address with the postcode in front, agency with its code behind.
var cnipaTable = &profile{
	name:   "cnipa-table",
	enough: 3,
	signs:  []string{"主权项", "光盘号", "颁证日", "分案原申请号", "国际公布", "国际申请", "进入国家日期", "国省代码", "专利代理机构", "发明(设计)人", "PCT公开", "参考文献"},
	fields: map[string]string{
		"名称": "title", "专利名称": "title", "专利号": "grant_number", "主分类号": "ipc_main", "分类号": "ipc", "优先权": "priority", "申请(专利权)人": "applicant",
		"发明(设计)人": "inventor", "地址": "applicant_address", "颁证日": "grant_date", "国际申请": "pct_number", "国际公布": "", "进入国家日期": "",
		"专利代理机构": "agency", "代理人": "agent", "主权项": "first_claim", "参考文献": "cites", "审查员": "examiner", "光盘号": "", "PCT公开": "",
		"国省代码": "applicant_region", "分案原申请号": "", "范畴分类": "",
	},
	separators: []string{";", "；"},
	office:     "CN",
}
