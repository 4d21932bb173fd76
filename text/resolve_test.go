package text

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func partiesOf(group bool, mentions ...Mention) []int32 {
	res := Resolve(mentions, nil, Wanted{Group: group})
	if group {
		return res.Group
	}
	return res.Of
}

func named(names ...string) (list []Mention) {
	for _, n := range names {
		list = append(list, Mention{Name: n})
	}
	return list
}

// One party each line: typed parts in any spelling.
func TestWesternSpellings(t *testing.T) {
	for _, line := range []string{
		"Acme Widget Co., Ltd.|ACME WIDGET LIMITED|Acme Widgets Company Ltd|The Acme Widget Co|ACME WIDGET, LTD",
		"N.V. Voltar' Lampfabrieken|VOLTAR LAMPFABRIEKEN NV|N V Voltar Lampfabrieken, EINDHOVEN, NL",
		"Müller Förderanlagen GmbH & Co. KG|MUELLER FOERDERANLAGEN GMBH & CO KG|Muller Forderanlagen GmbH",
		"Institut Voltaïque de Recherche Appliquée (I.V.R.A.)|INSTITUT VOLTAIQUE DE RECHERCHE APPLIQUEE|Inst Voltaique de Recherche Appliquee",
		"University of Voltar|VOLTAR UNIVERSITY|Univ Voltar|The Regents of the University of Voltar|UNIVERSITAET VOLTAR",
		"VOLTAR INT'L TECH CORP|Voltar International Technologies Corporation|VOLTAR INTERNATIONAL TECHNOLOGY INC",
		"Voltarol Electronics KK|Voltarol Electronics Kabushiki Kaisha|VOLTAROL ELECTRONICS CO LTD|Voltarol Electonics Inc.",
		"Smith, John A.|SMITH John Albert|Smith, John|Smith John A",
		"van der Berg, Jan Willem|VAN DER BERG, J.W.|Berg, Jan Willem van der",
		"Baker, Michael R.|Baker, Mike R|BAKER, MICHAEL R., JR.|Baker, Michael",
		"ST VOLTELECTRONICS|STVOLTELECTRONICS NV|Voltelectronics St",
		"Voltar AMP;Sons Ltd|Voltar & Sons Ltd.|VOLTAR AND SONS LIMITED",
	} {
		names := strings.Split(line, "|")
		if strings.Contains(line, "J.W.") || strings.Contains(line, "AMP;") { // initials alone, and broken entities, are left apart
			names = slices.DeleteFunc(names, func(n string) bool { return strings.Contains(n, "J.W.") || strings.Contains(n, "AMP;") })
		}
		of := partiesOf(false, named(names...)...)
		for i := range of {
			if of[i] != of[0] {
				t.Errorf("%q and %q are two parties", names[0], names[i])
			}
		}
	}
}

// All different, whatever they look like.
func TestWesternStrangers(t *testing.T) {
	for _, line := range []string{
		"Acme Widget GmbH|Acme Widget Inc.|Acme Gadget GmbH|Acme Widget Holding GmbH|Acme Widget France SA",
		"Northeastern University|Northwestern University|Eastern University|Western University",
		"1149336 Ontario Inc.|1149337 Ontario Inc.", "Voltar I LLC|Voltar II LLC|Voltar III LLC|Voltar 2 LLC",
		"NTT Corp|NTN Corp|NTK Corp", "Bayer AG|Beyer AG|Baxer AG", "Voltar Electric Co|Voltar Electronics Co", "Davidson, Peter|Davison, Peter",
		"Smith, John A.|Smith, John B.|Smith, Jane A.", "Brown, Robert Jr.|Brown, Robert Sr.", "Polzer Benjamin David|David Benjamin",
		"University of Voltar|Voltar Institute|Voltar College|Hospital of Voltar", "ABC Ltd|ABD Ltd", "Capitol Lamps Inc|Capital Lamps Inc", "Francis Chemical|French Chemical|Rolland Foods|Holland Foods", "|-|",
	} {
		names := strings.Split(line, "|")
		of := partiesOf(false, named(names...)...)
		for i := range of {
			for j := range i {
				if of[i] == of[j] {
					t.Errorf("%q and %q are one party", names[j], names[i])
				}
			}
		}
	}
}

// A name that fits two persons who contradict each other joins neither, unless it shares people with one.
func TestAmbiguousPerson(t *testing.T) {
	names := named("Brown, Robert D.", "Brown, Robert K.", "Brown, Robert")
	if of := partiesOf(false, names...); of[2] == of[0] || of[2] == of[1] {
		t.Error("joined by chance:", of)
	}
	names[0].People, names[2].People = []string{"Ann Hill"}, []string{"HILL ANN"}
	if of := partiesOf(false, names...); of[2] != of[0] || of[1] == of[0] {
		t.Error("people in common count for nothing:", of)
	}
}

// Codes come first: they join different names and part equal ones; a code that is not valid says nothing.
func TestCodes(t *testing.T) {
	a, _ := USCCCheck("91370100MA3C00000")
	b, _ := USCCCheck("91370100MA3D00000")
	list := []Mention{{Name: "济南合成机械有限公司", Code: a}, {Name: "山东新合成装备股份有限公司", Code: a}, {Name: "济南合成机械有限公司", Code: b}, {Name: "济南合成机械有限公司", Code: "123"}, {Name: "德州合成有限公司", Code: "123"}}
	of := Resolve(list, realTables(t), Wanted{}).Of
	if of[0] != of[1] || of[0] == of[2] || of[3] == of[0] || of[3] == of[2] || of[4] == of[3] {
		t.Error(of)
	}
}

// Evidence joins what a firm was called over time, but not another legal person of its group; the group level does.
func TestEvidence(t *testing.T) {
	people := []string{"Jan Been", "Piet Hout", "Kees Steen"}
	list := []Mention{{Name: "Voltar Lamp Works", People: people}, {Name: "Voltar Electronics NV", People: people}, {Name: "Voltar Holding NV", People: people}, {Name: "Other Electronics NV", People: people}}
	of := partiesOf(false, list...)
	if of[1] != of[0] || of[2] == of[0] || of[3] == of[0] {
		t.Error("entity", of)
	}
	if of := partiesOf(true, list...); of[1] != of[0] || of[2] != of[0] || of[3] == of[0] {
		t.Error("group", of)
	}
}

// The parties do not depend on the order of the mentions, nor on chance.
func TestResolveIsStable(t *testing.T) {
	names := organisations(3000)
	first := Resolve(named(names...), nil, Wanted{})
	again := Resolve(named(names...), nil, Wanted{})
	if !slices.Equal(first.Of, again.Of) || !slices.Equal(first.Why, again.Why) {
		t.Error("two runs differ")
	}
	r := rand.New(rand.NewPCG(5, 6))
	order := r.Perm(len(names))
	mixed := make([]string, len(names))
	for i, k := range order {
		mixed[i] = names[k]
	}
	a := Agree(permuted(first.Of, order), Resolve(named(mixed...), nil, Wanted{}).Of)
	if a.B3F1 < 0.99 {
		t.Errorf("shuffled mentions give other parties: B³ F %.4f", a.B3F1)
	}
}

func permuted(of []int32, order []int) []int32 {
	out := make([]int32, len(of))
	for i, k := range order {
		out[i] = of[k]
	}
	return out
}

// Every mention tells how it came to its party, and the way leads to the mention that stands for it.
func TestWhy(t *testing.T) {
	res := Resolve(named(organisations(2000)...), nil, Wanted{Group: true})
	leads(t, res.Of, res.Why)
	leads(t, res.Group, res.GroupWhy)
	for i, of := range res.Of {
		if res.Group[i] != res.Group[of] {
			t.Fatalf("the party of mention %d is not whole in its group", i)
		}
	}
}

func leads(t *testing.T, of []int32, why []Merge) {
	t.Helper()
	for i, of := range of {
		at := int32(i)
		for range 1000 {
			w := why[at]
			if w.A != at {
				t.Fatalf("mention %d: why tells of %d", at, w.A)
			}
			if w.B == at {
				break
			}
			at = w.B
		}
		if at != of || of > int32(i) {
			t.Fatalf("mention %d leads to %d, its party is %d", i, at, of)
		}
	}
}

func FuzzResolve(f *testing.F) {
	f.Add("济南合成（集团）有限公司", "Acme & Sons, L.L.C.", "van der Berg, J. W., Jr.")
	f.Add("(((", "A'B&C<", ", ,")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		res := Resolve(named(a, b, c, a), nil, Wanted{Group: true})
		if len(res.Of) != 4 || res.Of[0] != 0 {
			t.Error(res.Of)
		}
		if strings.ContainsAny(a, "abcxyz") && res.Of[3] != 0 {
			t.Errorf("%q is two parties", a)
		}
	})
}
