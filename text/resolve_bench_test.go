package text

import (
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"syscall"
	"testing"
)

// organisations draws n names of invented organisations with variants as sources have them: up to sixty spellings of
// one name (Pareto), slips of a letter, capitals, legal forms. Names are made of syllables.
func organisations(n int) []string {
	r := rand.New(rand.NewPCG(7, 11))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	syllables := strings.Fields("ka to mi ya na su zu ki ha shi ne ge ne ral elec tri mo tor bio tek syn gen no va met al chem flu ro max vol ter ra sol in di ver si con op ti cal")
	forms := []string{"Co., Ltd.", "Inc.", "Corp.", "Corporation", "Company", "GmbH", "K.K.", "Kabushiki Kaisha", "AG", "S.A.", "Limited", "LLC", ""}
	trades := []string{"Industries", "Electric", "Chemical", "Technologies", "Systems", "University", "Research", "Pharma", "Motors", "Steel", "Semiconductor", "Instruments", "Materials", ""}
	word := func(least, most int) string {
		var b strings.Builder
		for range least + r.IntN(most-least+1) {
			b.WriteString(pick(syllables))
		}
		return strings.ToUpper(b.String()[:1]) + b.String()[1:]
	}
	var out []string
	for len(out) < n {
		base := word(2, 4) + " "
		if r.IntN(2) == 0 {
			base += word(1, 3)
		}
		base = strings.TrimSpace(base + " " + pick(trades))
		for range min(int(math.Pow(1-r.Float64(), -1/0.9)), 60) {
			s := base
			if r.IntN(4) == 0 {
				i := r.IntN(len(s))
				s = s[:i] + string("aeiounrst"[r.IntN(9)]) + s[i+r.IntN(2):]
			}
			if r.IntN(10) < 3 {
				s = strings.ToUpper(s)
			}
			out = append(out, strings.TrimSpace(s+" "+pick(forms)))
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:n]
}

// reportCPU adds the processor time of the last round, which a busy machine inflates less than the clock.
func reportCPU(b *testing.B) func() {
	before := processorTime()
	return func() { b.ReportMetric(processorTime()-before, "cpu-s/round") }
}

func processorTime() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func BenchmarkResolve500k(b *testing.B) {
	names := organisations(500_000)
	mentions := make([]Mention, len(names))
	for i, n := range names {
		mentions[i].Name = n
	}
	for b.Loop() {
		done := reportCPU(b)
		res := Resolve(mentions, nil, Wanted{})
		parties := map[int32]bool{}
		for _, of := range res.Of {
			parties[of] = true
		}
		b.ReportMetric(float64(len(parties)), "parties")
		done()
	}
}

func BenchmarkResolveChinese480k(b *testing.B) {
	g := byCode(80_000, 30)
	tables := realTables(b)
	for b.Loop() {
		done := reportCPU(b)
		Resolve(g.mentions, tables, Wanted{})
		done()
	}
}

// firstFive blocks names by their first five letters, and counts the pairs.
func firstFive(names []string) (keys []string, blocks [][]int32, pairs int) {
	at := map[string]int{}
	for i, n := range names {
		k := strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, strings.ToUpper(n))
		keys = append(keys, k)
		head := k[:min(5, len(k))]
		j, ok := at[head]
		if !ok {
			j = len(blocks)
			at[head] = j
			blocks = append(blocks, nil)
		}
		blocks[j] = append(blocks[j], int32(i))
	}
	for _, g := range blocks {
		pairs += len(g) * (len(g) - 1) / 2
	}
	return keys, blocks, pairs
}

// BenchmarkAlikePairs: all pairs of 500,000 names within blocks of five letters, Jaro-Winkler from 0.93.
func BenchmarkAlikePairs(b *testing.B) {
	keys, blocks, pairs := firstFive(organisations(500_000))
	if list := os.Getenv("ASTERISM_BENCH_NAMES"); list != "" { // for other programs over the same names
		if err := os.WriteFile(list, []byte(strings.Join(keys, "\n")+"\n"), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		done := reportCPU(b)
		hits := AlikePairs(keys, blocks, 0.93)
		b.ReportMetric(float64(len(hits)), "hits")
		done()
	}
	b.ReportMetric(float64(pairs)/1e6, "Mpairs")
}

// BenchmarkJaroWinklerKernel: the comparison alone, from 0.93 and without the filter by letters, on one core.
func BenchmarkJaroWinklerKernel(b *testing.B) {
	keys, blocks, _ := firstFive(organisations(200_000))
	w := newPairFilter(keys, 0.93).worker()
	pairs, sum, before := 0, 0.0, processorTime()
	for b.Loop() {
		for _, g := range blocks {
			w.sort(g)
			for i, name := range w.local {
				w.against(name)
				least := &w.least[len(name)]
				for _, other := range w.local[:i] {
					sum += w.winkler(other, int(least[len(other)]))
				}
				pairs += i
			}
		}
	}
	b.ReportMetric(float64(pairs)/1e6/(processorTime()-before), "Mpairs/cpu-s")
	if sum < 0 {
		b.Fatal(sum)
	}
}
