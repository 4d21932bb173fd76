package text

import (
	"encoding/csv"
	"math/rand/v2"
	"strings"
	"testing"
)

// shandongTexts are titles and abstracts of the 4,946 patents of one Shandong city, or the test is skipped.
func shandongTexts(t testing.TB) [][]string {
	t.Helper()
	rows, err := csv.NewReader(dataFile(t, "cn-patents", "taian_shandong_two_thirds.csv.gz")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var docs [][]string
	for _, row := range rows[1:] {
		docs = append(docs, []string{row[0], row[5]})
	}
	return docs
}

// Recall and precision of Chinese words are exact on real abstracts: what a search of a run of 1 to 9 characters finds is
// what holds it as a substring. Words are drawn from the texts themselves, and half of them have a character changed.
func TestChineseRecall(t *testing.T) {
	docs := shandongTexts(t)
	b := NewIndexBuilder(2)
	var bodies []string
	for _, d := range docs {
		b.Add([]string{d[1], ""})
		bodies = append(bodies, Searchable(d[1]))
	}
	ix, err := OpenIndex(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(9, 9))
	words, matched := 0, 0
	for words < 300 {
		word := drawWord(r, bodies)
		if word == "" {
			continue
		}
		words++
		found, err := ix.Docs(chinesePattern(t, ix, word))
		if err != nil {
			t.Fatal(err)
		}
		for d, body := range bodies {
			if want := strings.Contains(body, word); found.Size() > 0 && found.Has(uint32(d)) != want || found.Size() == 0 && want {
				t.Fatalf("%s in document %d: found %v", word, d, !want)
			} else if want {
				matched++
			}
		}
	}
	if matched < 10*words {
		t.Errorf("%d words were found only %d times", words, matched)
	}
}

// drawWord takes 1 to 9 characters of a text.
func drawWord(r *rand.Rand, bodies []string) string {
	runes := []rune(bodies[r.IntN(len(bodies))])
	n := 1 + r.IntN(9)
	if r.IntN(2) == 0 {
		n = 2 // most words
	}
	if len(runes) <= n {
		return ""
	}
	at := r.IntN(len(runes) - n)
	word := runes[at : at+n]
	for _, c := range word {
		if !Han(c) {
			return ""
		}
	}
	if r.IntN(2) == 0 {
		other := []rune(bodies[r.IntN(len(bodies))])
		if c := other[len(other)/2]; Han(c) {
			word[r.IntN(n)] = c
		}
	}
	return string(word)
}
