package main

import (
	"bufio"
	"math"
	"os"
	"strconv"
)

const abstractWords = 120_000

var syllables = []string{"con", "fi", "gu", "ra", "tion", "me", "tal", "po", "ly", "mer", "ic", "sub", "stra", "te", "op", "ti", "cal", "de", "vice", "sen", "sor", "em", "bod", "i", "ment",
	"lay", "er", "cir", "cuit", "sig", "nal", "pro", "cess", "xe", "wa", "ny", "hu", "zo", "ker", "ban"}

// rank draws the place of a word by Zipf's law.
func (s *splitMix) rank() int {
	return int(math.Exp(s.unit()*math.Log(abstractWords)) - 1)
}

// writeAbstracts writes n made-up patents (number, title, abstract of about 110 words), a line each.
func writeAbstracts(path string, n int, seed uint64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := splitMix(seed)
	words := make([]string, abstractWords)
	for i := range words {
		for j := 0; j < 2+count(i > 800)+count(i > 20000) && len(words[i]) < 12; j++ {
			words[i] += syllables[s.next()%40]
		}
	}
	w := bufio.NewWriterSize(f, 1<<20)
	for d := range n {
		w.WriteString(strconv.Itoa(d) + "\t")
		for range 8 {
			w.WriteString(words[s.rank()] + " ")
		}
		w.WriteByte('\t')
		s.abstract(w, words)
		w.WriteByte('\n')
	}
	return w.Flush()
}

func (s *splitMix) abstract(w *bufio.Writer, words []string) {
	length, before := 70+int(s.next()%80), 0
	for i := range length {
		word := 0
		if s.next()%4 == 0 {
			word = (before*31 + 7) % 5000
		} else {
			word = s.rank()
		}
		before = word
		w.WriteString(words[word])
		if i%15 == 14 {
			w.WriteString(". ")
		} else {
			w.WriteByte(' ')
		}
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
