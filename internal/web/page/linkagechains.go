package page

// chainTable holds the chains of sectors of every input-output table.
const chainTable = "measure.io_chain"

// chains are the groups of sectors that trade mostly with each other in one table; a snapshot from before there were any has none.
func (v *linkagesView) chains(r *Request, table string) error {
	if !r.Has(chainTable) {
		return nil
	}
	sql := "select cast(cluster as varchar) as cluster, sector as industry_code, partner as partner_industry_code, partner_flow, inner_flow, total_flow, inner_share, modularity\nfrom " + chainTable + "\nwhere region = " + literal(table) + "\norder by cluster, partner_flow desc nulls last, sector"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	v.ChainMethod = r.Link("/docs/methods/cluster-identification")
	v.Chains = &sectionView{ID: "chains", Title: r.T("linkages.chains") + " · " + r.ioName(table), Trace: r.Trace(sql, r.T("linkages.chains")), All: r.Link("/data/tables/"+chainTable, "region", table), Result: r.labelled(chainTable, rows)}
	v.Chains.Result.Columns[2].Label = r.T("linkages.partner")
	if m, known := toFloat(rows.Data[0][7]); known && m < 0.3 {
		v.ChainDoubt = r.T("linkages.chains.weak", "m", Format{r.Lang}.Number(m))
	}
	return nil
}
