package demo

// sheets is every table the demo writes beside the patents, one file each.
var sheets = []sheet{
	{"region", "region_code name name_en level parent_code valid_from valid_to", "csv", regionRows},
	{"region_change", "old_code new_code change_date change_kind moved_share document", "csv", regionChangeRows},
	{"region_year", "region_code year population_count gdp_cny rd_cny employee_count", "csv", regionYearRows},
	{"region_industry_year", "region_code classification industry_code year firm_count employee_count output_cny value_added_cny revenue_cny rd_cny", "csv", regionIndustryRows},
	{"zone", "zone_id name kind level document valid_from valid_to", "xlsx", zoneRows},
	{"zone_region", "zone_id region_code valid_from valid_to", "csv", zoneRegionRows},
	{"industry", "classification industry_code name name_en level parent_code", "csv", industryRows},
	{"class_title", "scheme symbol title parent_symbol level edition", "csv", classTitleRows},
	{"class_concordance", "scheme symbol target_scheme target_code weight_share edition", "csv", concordanceRows},
	{"io_flow", "region_code year from_sector to_sector flow_cny", "csv", ioRows},

	{"firm", "firm_id name former_name region_code address longitude latitude industry_code founded_date registered_capital_cny ownership size_class main_product status", "csv", firmRows},
	{"firm_year", "firm_id year output_cny revenue_cny high_tech_revenue_cny profit_cny tax_cny export_cny rd_cny basic_research_cny assets_cny employee_count technician_count", "csv", firmYearRows},
	{"firm_title", "firm_id title_kind level certificate valid_from valid_to issuer", "csv", titleRows},
	{"carrier", "carrier_id name kind region_code industry_tag founded_date area_km2 longitude latitude", "xlsx", carrierRows},
	{"firm_carrier", "firm_id carrier_id valid_from", "csv", firmCarrierRows},
	{"supply", "supplier_id customer_id product product_code year amount_cny supplier_share customer_share is_sole_source source", "csv", supplyRows},

	{"cluster", "cluster_id name industry_tag zone_id region_code host_carrier_id status founded_date lead_body source", "xlsx", clusterRows},
	{"cluster_region", "cluster_id region_code is_main", "csv", clusterRegionRows},
	{"cluster_decision", "cluster_id cluster_name decision decision_date level document source", "csv", decisionRows},
	{"cluster_member", "cluster_id firm_id role valid_from", "csv", memberRows},
	{"cluster_year", "cluster_id year output_cny output_definition revenue_cny profit_cny tax_cny export_cny rd_cny firm_count high_tech_firm_count employee_count granted_invention_count valid_invention_count platform_count standard_count figure_status source", "csv", clusterYearRows},
	{"observation", "entity_kind entity_id indicator year amount unit definition figure_status as_of_date source", "csv", observationRows},
	{"commitment_body", "plan clause body role due_date", "csv", bodyRows},

	{"platform", "platform_id name kind level host_id host_name cluster_id region_code industry_tag is_legal_entity is_open founded_date", "xlsx", platformRows},
	{"instrument", "instrument_id name maker instrument_model category host_id host_name region_code bought_date price_cny public_fund_share is_open joined_date fee_cny fee_unit", "csv", instrumentRows},
	{"instrument_use", "use_id instrument_id user_id user_name use_date hours fee_cny subsidy_cny is_external is_booked_only", "csv", useRows},
	{"alliance", "alliance_id name cluster_id leader_id level founded_date topic", "csv", allianceRows},
	{"alliance_member", "alliance_id member_id member_name role", "csv", allianceMemberRows},
	{"intermediary", "intermediary_id name kind region_code cluster_id investor_id speciality level founded_date tenant_count", "csv", intermediaryRows},
	{"agreement", "agreement_id title kind party_id partner_name partner_country cluster_id signed_date end_date amount_cny", "csv", agreementRows},
	{"talent", "talent_id kind programme level year host_id cluster_id field member_count", "csv", talentRows},

	{"project", "project_id title kind level programme firm_id firm_name cluster_id start_date end_date grant_cny budget_cny status", "csv", projectRows},
	{"result", "result_id title firm_id cluster_id project_id stage result_date value_cny", "csv", resultRows},
	{"award", "award_id title award_name award_class level firm_id cluster_id award_date", "gbk", awardRows},
	{"standard", "standard_number title level firm_id participant_name role published_date", "csv", standardRows},
	{"technology_contract", "contract_id title kind seller_id buyer_id signed_date amount_cny technology_cny", "csv", contractRows},
	{"trademark", "trademark_number name nice_class owner_id registered_date is_well_known status", "csv", trademarkRows},
	{"funding", "funding_id instrument stage source_kind provider recipient_id cluster_id project_id pledged_cny amount_cny funding_date", "csv", fundingRows},
	{"pledge", "pledge_id pledgor_id pledgee patent_count amount_cny valuation_cny registered_date released_date subsidy_cny status", "csv", pledgeRows},
	{"benefit", "firm_id benefit_kind year entitled_cny amount_cny gap_reason source", "csv", benefitRows},
}
