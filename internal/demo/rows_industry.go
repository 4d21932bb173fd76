package demo

import "math"

// turned is the last year before planted industries begin to enter or to leave a city.
const turned = 2015

// TradeTruth is an industry planted in a city beside its cluster's: special in all years, entered or left after 2015.
type TradeTruth struct {
	City     string `yaml:"city"`
	Industry string `yaml:"industry"`
	Kind     string `yaml:"kind"`
}

// regionIndustryRows: every city and manufacturing division. A cluster's industry is heavy in its home, planted trades four times as large as
// elsewhere; the rest differs by a fifth between cities for good and by a twentieth from year to year.
func regionIndustryRows(w *world, emit func(...string)) {
	planted := map[[2]string]string{}
	for _, t := range w.trades() {
		planted[[2]string{t.City, t.Industry}] = t.Kind
	}
	for k, c := range w.Cities {
		for _, ind := range divisions() {
			level, size := roll(w.seed, 81, int64(k*100+atoi(ind))), roll(w.seed, 82, int64(atoi(ind)))
			base, staff := c.Weight*6e8*level.between(0.8, 1.2), size.between(50, 160)
			for y := firstYear; y <= lastYear; y++ {
				d := roll(w.seed, 32, int64(k*1000000+atoi(ind)*10000+y))
				out := base*tradeFactor(planted[[2]string{c.Code, ind}], y)*d.between(0.95, 1.05)*math.Exp(0.08*float64(y-firstYear)) + w.homeOutput(c.Code, ind, y)
				people := out / 900000
				emit(c.Code, "GB/T 4754-2017", ind, itoa(y), yuan(max(1, people/staff)), yuan(people), yuan(out), yuan(out*0.26), yuan(out*0.97), yuan(out*0.018))
			}
		}
	}
}

// divisions are those of the table: farming, manufacturing, information.
func divisions() (codes []string) {
	for _, ind := range codeTable("industries.csv") {
		if ind[3] == "division" && (ind[4] == "C" || ind[4] == "I" || ind[0] == "01") {
			codes = append(codes, ind[0])
		}
	}
	return codes
}

// trades plants four industries in every city: two special, one that enters, one that leaves.
func (w *world) trades() (list []TradeTruth) {
	codes := divisions()
	for k, c := range w.Cities {
		d, taken := roll(w.seed, 83, int64(k)), map[string]bool{}
		for _, kind := range []string{"special", "special", "entered", "left"} {
			code := pick(&d, codes)
			for taken[code] || w.homeOutput(c.Code, code, lastYear) > 0 {
				code = pick(&d, codes)
			}
			taken[code] = true
			list = append(list, TradeTruth{c.Code, code, kind})
		}
	}
	return list
}

// tradeFactor is how much larger a trade is than elsewhere; it turns evenly from 2015 to the last year.
func tradeFactor(kind string, year int) float64 {
	done := math.Max(0, float64(year-turned)) / (lastYear - turned)
	switch kind {
	case "special":
		return 4
	case "entered":
		return 0.25 + 3.75*done
	case "left":
		return 4 - 3.75*done
	}
	return 1
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// homeOutput: eight tenths of a cluster's output lies in its home city.
func (w *world) homeOutput(place, industry string, year int) float64 {
	sum := 0.0
	for k, c := range w.Clusters {
		if c.City == place && c.Industry == industry {
			sum += 0.8 * w.output(k, year)
		}
	}
	return sum
}
