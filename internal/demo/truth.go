package demo

// Truth is what was planted. Everything in it can be counted again from the files.
type Truth struct {
	Synthetic   bool             `yaml:"synthetic"`
	Seed        uint64           `yaml:"seed"`
	Scale       float64          `yaml:"scale"`
	Assumption  string           `yaml:"assumption"`
	Targets     Targets          `yaml:"targets"`
	Clusters    []ClusterTruth   `yaml:"clusters"`
	Applicants  []ApplicantTruth `yaml:"one_applicant"`
	Strangers   [][2]string      `yaml:"different_applicants_of_like_name"`
	WrongCodes  []string         `yaml:"uscc_with_wrong_check_digit"`
	MainPath    LineTruth        `yaml:"main_path"`
	Blocking    BlockingTruth    `yaml:"mutual_blocking"`
	Goals       []GoalTruth      `yaml:"goals_to_2027"`
	Revisions   int              `yaml:"outputs_revised"`
	Trades      []TradeTruth     `yaml:"planted_industries"`
	MemberShare float64          `yaml:"sum_of_members_to_reported_output"`
	Rows        map[string]int64 `yaml:"rows"`
	Patents     counts           `yaml:"patents"`
}

// Targets of the plan as the planted figures meet them, by the reported figures.
type Targets struct {
	Over100bn2015  int  `yaml:"clusters_over_100bn_in_2015"`
	T1Met          bool `yaml:"t1_met"`
	Cultivated     int  `yaml:"newly_cultivated_2016_2020"`
	T2Met          bool `yaml:"t2_met"`
	Over100bn2020  int  `yaml:"clusters_over_100bn_in_2020"`
	T3Met          bool `yaml:"t3_met"`
	NamedSupported int  `yaml:"named_clusters"`
}

// ClusterTruth: the year of crossing ¥100 bn (0 never), the backbone firms, the node one firm alone supplies and most of
// whose patents one firm of another province holds.
type ClusterTruth struct {
	ID             string   `yaml:"id"`
	Name           string   `yaml:"name"`
	SyntheticCity  string   `yaml:"synthetic_home_city"`
	Passes         int      `yaml:"passes_100bn_in"`
	Backbone       []string `yaml:"backbone_firms"`
	Bottleneck     string   `yaml:"bottleneck_node"`
	BottleneckCode string   `yaml:"bottleneck_product_code"`
	SoleSupplier   string   `yaml:"sole_supplier"`
	OutsideHolder  string   `yaml:"outside_holder_of_bottleneck"`
	OutsideShare   float64  `yaml:"outside_share_of_bottleneck_patents"`
	Members        int      `yaml:"members"`
}

// ApplicantTruth: spellings that are one firm.
type ApplicantTruth struct {
	USCC  string   `yaml:"uscc"`
	Names []string `yaml:"names"`
}

// listed bounds the lists, so that the file stays readable at any scale.
const listed = 200

func (w *world) truth() *Truth {
	t := &Truth{Synthetic: true, Seed: w.seed, Scale: w.scale, Assumption: "集群所在城市为虚构假设，政策未写明 · home cities are invented, no policy names them",
		MainPath: w.lineTruth(), Blocking: blockingTruth(), Goals: w.goalTruth(), Revisions: revised * (lastYear - 2014), Trades: w.trades(), MemberShare: 0.72, Rows: map[string]int64{}}
	for k := range w.Clusters {
		t.Clusters = append(t.Clusters, w.clusterTruth(k))
		if w.output(k, 2015) >= 1000e8 {
			t.Targets.Over100bn2015++
		}
		if w.output(k, lastYear) >= 1000e8 {
			t.Targets.Over100bn2020++
		}
	}
	t.Targets.NamedSupported, t.Targets.Cultivated = len(w.Clusters), cultivated
	t.Targets.T1Met, t.Targets.T2Met, t.Targets.T3Met = t.Targets.Over100bn2015 >= 5, cultivated >= 15, t.Targets.Over100bn2020 >= 20
	for i := range w.firms {
		w.firmTruth(i, t)
	}
	return t
}

func (w *world) clusterTruth(k int) ClusterTruth {
	c := w.Clusters[k]
	t := ClusterTruth{ID: c.ID, Name: c.Name, SyntheticCity: c.City, Passes: c.Pass, Bottleneck: c.Nodes[c.Bottleneck].Name,
		BottleneckCode: c.ID + "." + itoa(c.Bottleneck), SoleSupplier: w.firms[c.firms[0]].id, Members: len(c.firms)}
	t.OutsideHolder, t.OutsideShare = w.holder(k).name, heldShare
	for _, i := range c.firms[:3] {
		t.Backbone = append(t.Backbone, w.firms[i].id)
	}
	return t
}

func (w *world) firmTruth(i int, t *Truth) {
	f := &w.firms[i]
	if f.badCheck && len(t.WrongCodes) < listed {
		t.WrongCodes = append(t.WrongCodes, f.id)
	}
	if len(f.spellings) > 0 && len(t.Applicants) < listed {
		t.Applicants = append(t.Applicants, ApplicantTruth{f.id, append([]string{f.name}, f.spellings...)})
		t.Strangers = append(t.Strangers, [2]string{f.name, w.firms[i+1].name})
	}
}
