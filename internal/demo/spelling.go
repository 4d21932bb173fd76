package demo

import "strings"

// plantSpellings gives every fiftieth firm other spellings of its name, as exports have them: full legal form,
// brackets around the place, an inner space, an earlier name. They are one applicant: its code says so where it
// stands. The firm after it takes the same trade name in another city: another applicant, whatever it looks like.
func (w *world) plantSpellings() {
	for i := 10; i+1 < len(w.firms); i += 50 {
		f := &w.firms[i]
		place, rest := f.city.Short, strings.TrimPrefix(f.name, f.city.Short)
		core, found := strings.CutSuffix(rest, "股份有限公司")
		if !found {
			core = strings.TrimSuffix(rest, "有限公司")
		}
		form := strings.TrimPrefix(rest, core)
		f.spellings = []string{rest[:len(rest)-len(form)] + "（" + place + "）" + form, place + " " + core + " " + form}
		if form == "有限公司" {
			f.spellings = append(f.spellings, place+core+"有限责任公司")
		}
		f.former = place + core + "厂"
		f.spellings = append(f.spellings, f.former)
		w.plantTwin(i, core, form)
	}
}

func (w *world) plantTwin(i int, core, form string) {
	twin := &w.firms[i+1]
	for k, c := range w.Cities {
		if c == w.firms[i].city {
			twin.city = w.Cities[(k+1)%len(w.Cities)]
		}
	}
	twin.county = twin.city.counties[0]
	twin.name = twin.city.Short + core + form
}
