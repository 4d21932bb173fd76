package demo

// applicants of a patent: up to three names with their types, codes and the place of the first.
type applicants struct {
	names, kinds, codes [3]string
	n                   int
	region, address     string
	first               int // firm of the first applicant, −1 none
}

func (a *applicants) add(name, kind, code string) {
	if a.n == len(a.names) {
		return
	}
	a.names[a.n], a.kinds[a.n], a.codes[a.n] = name, kind, code
	a.n++
}

// allCodes are the codes of the applicants in their order, or none when any lacks one: in a list without gaps a code
// would slip to the wrong applicant.
func (a *applicants) allCodes() []string {
	for _, c := range a.codes[:a.n] {
		if c == "" {
			return nil
		}
	}
	return a.codes[:a.n]
}

// applicants: firms 78 %, universities 10 %, institutes 5 %, individuals 5 %, firms of other provinces 2 %; one in
// eight has a second applicant of another kind. Of the bottleneck node of a cluster six in ten are the outside holder's.
func (w *world) applicants(c core) applicants {
	d := roll(w.seed, 24, c.i)
	a := applicants{first: -1}
	if w.isHeld(c) {
		h := w.holder(c.cluster)
		a.region, a.address = h.region, h.address
		a.add(h.name, "企业", "")
		return a
	}
	switch r := d.unit(); {
	case r < 0.78:
		w.addFirm(&d, c, &a)
	case r < 0.88:
		w.addOrgan(&d, &a, 0, len(w.Universities))
	case r < 0.93:
		w.addOrgan(&d, &a, len(w.Universities), len(w.Institutes))
	case r < 0.98:
		place := w.Cities[d.upto(len(w.Cities))]
		a.region, a.address = place.Code, "山东省"+place.name
		a.add(individual(&d), "个人", "")
	default:
		a.region = "110000"
		a.add(pick(&d, w.Outside)+"合成"+pick(&d, signsA)+pick(&d, signsB)+"科技有限公司", "企业", "")
	}
	if d.chance(0.12) {
		w.addPartner(&d, c, &a)
	}
	return a
}

func (w *world) addPartner(d *dice, c core, a *applicants) {
	if a.kinds[0] == "企业" {
		w.addOrgan(d, a, 0, len(w.organs))
		return
	}
	w.addFirm(d, c, a)
}

// addFirm draws a firm of the patent's cluster by size; one that was not yet founded gives way to the cluster's first.
func (w *world) addFirm(d *dice, c core, a *applicants) {
	i := 0
	if c.cluster >= 0 {
		k := w.Clusters[c.cluster]
		i = k.firms[k.wheel.spin(d)]
		if w.firms[i].founded > c.year {
			i = k.firms[d.upto(3)]
		}
	} else {
		i = w.olderStray(d, c.year)
	}
	f := &w.firms[i]
	name, code := f.name, f.id
	if len(f.spellings) > 0 && d.chance(0.5) {
		name = pick(d, f.spellings)
		if d.chance(0.5) {
			code = ""
		}
	} else if d.chance(0.2) {
		code = ""
	}
	if a.n == 0 {
		a.first, a.region, a.address = i, f.city.Code, "山东省"+f.city.name+w.names[f.county]
	}
	a.add(name, "企业", code)
}

func (w *world) olderStray(d *dice, year int) int {
	for range 8 {
		i := int(w.stray[d.upto(len(w.stray))])
		if w.firms[i].founded <= year {
			return i
		}
	}
	return w.Clusters[0].firms[0]
}

func (w *world) addOrgan(d *dice, a *applicants, from, n int) {
	o := &w.organs[from+d.upto(n)]
	if a.n == 0 {
		a.region, a.address = o.city.Code, "山东省"+o.city.name
	}
	a.add(o.name, o.kind, o.id)
}

func individual(d *dice) string { return digits(d.upto(3000), 4) + "号合成个人" }

func digits(n, width int) string {
	b := make([]byte, width)
	for k := width - 1; k >= 0; k-- {
		b[k], n = byte('0'+n%10), n/10
	}
	return string(b)
}
