package page

import (
	"asterism/internal/fail"
)

// backboneFirm is one member's evidence under the four criteria.
type backboneFirm struct {
	Name, Cluster, ClusterURL, URL, Trace string
	Line                                  backboneLine
	Groups                                []backboneGroup
}

// backboneGroup is a criterion with its evidence.
type backboneGroup struct {
	Name, Score string
	Lines       []backboneEvidence
}

// backboneEvidence is one value with what it was made of.
type backboneEvidence struct {
	Name, Value, Percentile, Known, Reason, Trace string
}

// evidenceUnits are the units of evidence; what is not here is a number.
var evidenceUnits = map[string]string{"cluster_share": "share", "segment_share": "share", "main_product_share": "share", "rd_intensity": "share", "esri_others": "share", "cluster_supply": "cny", "cluster_purchase": "cny"}

func (r *Request) backboneFirm(cluster, firm string) (*backboneFirm, error) {
	sql := "select criterion, evidence, value, percentile, known_count, evidence_reason\nfrom " + backboneValues + "\nwhere cluster_id = " + literal(cluster) + " and firm_id = " + literal(firm) + "\norder by criterion, evidence"
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	list, err := r.backboneList(cluster, 1<<20)
	if err != nil {
		return nil, err
	}
	v := &backboneFirm{Cluster: first(r.nameOf("cluster_id", cluster), cluster), ClusterURL: r.Link("/backbone", "cluster", cluster), Trace: r.Trace(sql, r.T("backbone.evidence"))}
	found := false
	if list != nil {
		for _, l := range list.Lines {
			if l.Firm == r.Link("/firms/"+firm) {
				v.Line, v.Name, v.URL, found = l, l.Name, l.Firm, true
			}
		}
	}
	if !found {
		return nil, fail.New(fail.NotFound, "firm %s is no member of cluster %s", firm, cluster)
	}
	amounts, err := r.Value("select count(*) as link_count\nfrom measure.supply_link\nwhere weight_basis = 'amount'")
	if err != nil {
		return nil, err
	}
	for i, c := range criteria {
		g := backboneGroup{Name: list.Criteria[i], Score: v.Line.Criteria[i]}
		for _, row := range rows.Data {
			if row[0] == c {
				g.Lines = append(g.Lines, r.backboneEvidence(firm, row, amounts != int64(0)))
			}
		}
		v.Groups = append(v.Groups, g)
	}
	return v, nil
}

func (r *Request) backboneEvidence(firm string, row []any, amounts bool) backboneEvidence {
	name := text(row[1])
	e := backboneEvidence{Name: r.coded(backboneValues, "evidence", name), Value: r.T("backbone.unknown"), Percentile: r.percentile(row[3]), Known: text(row[4]), Reason: r.coded(backboneValues, "evidence_reason", row[5])}
	if row[2] != nil {
		unit := evidenceUnits[name]
		if unit == "cny" && !amounts {
			unit = r.T("backbone.links")
		}
		value, word := r.amount(row[2], unit)
		e.Value = value
		if word != "" {
			e.Value += " " + word
		}
	}
	e.Trace = r.Trace(evidenceSQL(name, firm), e.Name)
	return e
}

// evidenceSQL reads the rows that a piece of evidence was made of.
func evidenceSQL(name, firm string) string {
	own := " = " + literal(firm)
	switch name {
	case "cluster_share", "rd_intensity":
		return "select firm_id, year, revenue_cny, rd_cny\nfrom base.firm_year\nwhere firm_id" + own + "\norder by year"
	case "segment_share":
		return "select y.year, f.main_product, f.firm_id, f.name, y.revenue_cny\nfrom base.firm as f join base.firm_year as y on y.firm_id = f.firm_id\nwhere f.main_product in (select main_product from base.firm where firm_id" + own + ")\norder by y.year desc nulls last, y.revenue_cny desc nulls last, f.firm_id"
	case "invention_count":
		return "select patent_id, title, application_date, legal_status\nfrom base.patent\nwhere patent_type = 'invention' and legal_status = 'in_force' and patent_id in (\n  select a.patent_id from base.patent_party as a join base.party_name as n on n.party_id = a.party_id\n  where a.role = 'applicant' and (n.party_id" + own + " or n.name_key in (select k.name_key from base.firm as f join base.name_key as k on k.name = f.name where f.firm_id" + own + ")))\norder by patent_id"
	case "standard_count":
		return "select standard_number, title, level, role, published_date\nfrom base.standard\nwhere firm_id" + own + "\norder by standard_number"
	case "platform_count":
		return "select platform_id, name, kind, level, founded_date\nfrom base.platform\nwhere host_id" + own + "\norder by platform_id"
	case "title_count":
		return "select title_kind, level, certificate, valid_from, valid_to\nfrom base.firm_title\nwhere firm_id" + own + "\norder by title_kind, valid_from"
	case "alliance_count":
		return "select alliance_id, name, level, founded_date, topic\nfrom base.alliance\nwhere leader_id" + own + "\norder by alliance_id"
	case "esri_others":
		return "select firm, esri, own_share, down, up, hit_count\nfrom measure.supply_esri\nwhere firm" + own
	case "small_supplier_count", "cluster_purchase":
		return "select l.supplier_id, f.name, f.size_class, l.product, l.year, l.weight, l.supplier_place, l.customer_place\nfrom measure.supply_link as l left join base.firm as f on f.firm_id = l.supplier_id\nwhere l.customer_id" + own + "\norder by l.weight desc nulls last, l.supplier_id, l.product_key"
	}
	return "select supplier_id, customer_id, product, year, weight\nfrom measure.supply_link\nwhere supplier_id" + own + " or customer_id" + own + "\norder by weight desc nulls last, supplier_id, customer_id, product_key"
}

// backbones are the clusters in which a firm is a present member, with its evidence in each.
func (v *firmView) backbones(r *Request) error {
	if !r.Has(backboneTable, backboneValues) {
		return nil
	}
	rows, err := r.Query("select cluster_id\nfrom " + backboneTable + "\nwhere firm_id = " + literal(v.ID) + "\norder by cluster_id")
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		b, err := r.backboneFirm(text(row[0]), v.ID)
		if err != nil {
			return err
		}
		v.Backbones = append(v.Backbones, *b)
	}
	return nil
}

// backbone is the head of the order of a cluster's members.
func (v *clusterView) backbone(r *Request) (err error) {
	if !r.Has(backboneTable, backboneValues) {
		return nil
	}
	if v.Backbone, err = r.backboneList(v.ID, 10); v.Backbone != nil {
		v.Backbone.Title, v.Backbone.All = r.T("backbone.top"), r.Link("/backbone", "cluster", v.ID)
	}
	return err
}
