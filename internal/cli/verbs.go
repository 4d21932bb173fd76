package cli

// Verbs is the list of verbs: one line each, one file each.
type Verbs struct {
	Init      initVerb      `cmd:"" help:"建立工作区 · make a workspace."`
	Import    importVerb    `cmd:"" help:"导入文件 · import files: patents, firms, statistics."`
	Template  templateVerb  `cmd:"" help:"下载导入模板 · write an import template."`
	Correct   correctVerb   `cmd:"" help:"更正数据（Excel 往返）· correct values through a workbook, with reasons."`
	Chain     chainVerb     `cmd:"" help:"产业链的技术分解表与版本 · decomposition tables and versions of industry chains."`
	Names     namesVerb     `cmd:"" help:"名称归并：待核对、归并、拆分、撤销 · names: review, merge, split, take back."`
	Tags      tagsVerb      `cmd:"" help:"标引：建集、导出、导入（Excel 往返）· tags: make a set, take a sheet, hand it in."`
	Build     buildVerb     `cmd:"" help:"生成各表 · build the tables that changed."`
	Test      testVerb      `cmd:"" help:"运行内容测试 · run the given → expect tests of the content."`
	Query     queryVerb     `cmd:"" help:"以 SQL 查询 · ask the tables in SQL."`
	Ask       askVerb       `cmd:"" help:"就一个主体查表（不预先生成的表）· ask a table that is answered for one party, not built."`
	Search    searchVerb    `cmd:"" help:"检索专利 · find patents by a query in any of seven languages."`
	Compute   computeVerb   `cmd:"" help:"对普通文件运行算法，不需要工作区 · run a kernel on plain files, without a workspace."`
	Report    reportVerb    `cmd:"" help:"生成报告 · render a report, list them, or issue a numbered edition."`
	Plan      planVerb      `cmd:"" help:"规划完成情况 · the state of a plan: targets, clusters, commitments."`
	Snapshots snapshotsVerb `cmd:"" help:"快照 · list snapshots, compare two, collect garbage."`
	Batches   batchesVerb   `cmd:"" help:"导入批次 · list import batches, or write a batch's rejected rows."`
	Undo      undoVerb      `cmd:"" help:"撤销一个批次 · take an import batch back."`
	Serve     serveVerb     `cmd:"" help:"启动网页 · serve the pages."`
	Demo      demoVerb      `cmd:"" help:"合成示例省 · make and serve a synthetic province."`
	Doctor    doctorVerb    `cmd:"" help:"自检 · check the workspace and the machine."`
	Config    configVerb    `cmd:"" help:"显示配置 · print the configuration in force."`
	Version   versionVerb   `cmd:"" help:"版本 · print the version."`
}
