package text

import (
	"slices"
	"strings"
)

// largestPersonBlock: beyond so many spellings a surname and initial say too little.
const largestPersonBlock = 3000

// linkPersons links names of persons that agree in full names and do not contradict each other in initials. A name
// that fits two others which contradict each other (R. Brown: Robert D. Brown, Robert K. Brown) stays alone unless it
// shares people with one.
func (r *resolver) linkPersons() {
	fits := map[*spelling][]*spelling{}
	for _, g := range r.personBlocks() {
		for i, a := range g {
			for _, b := range g[:i] {
				if a.key != b.key && samePerson(a.west, b.west) {
					fits[a] = append(fits[a], b)
					fits[b] = append(fits[b], a)
				}
			}
		}
	}
	open := map[*spelling]bool{}
	for a, near := range fits {
		fits[a] = unique(near)
		open[a] = contradicted(fits[a])
	}
	for _, a := range r.list {
		for _, b := range fits[a] {
			shared, country := r.sameCountry(a, b)
			doubtful := open[a] || open[b] || onlyInitials(a.west, b.west)
			if b.id < a.id && country && (shared > 0 || !doubtful) {
				r.link(a, b, tierRule, RuleInitials, 0.93, shared)
			}
		}
	}
}

func unique(list []*spelling) []*spelling {
	slices.SortFunc(list, func(x, y *spelling) int { return int(x.id - y.id) })
	return slices.Compact(list)
}

// contradicted tells whether two of the names cannot be one person.
func contradicted(near []*spelling) bool {
	for i, b := range near[:min(len(near), 30)] {
		for _, c := range near[:i] {
			if b.key != c.key && !samePerson(b.west, c.west) {
				return true
			}
		}
	}
	return false
}

// personBlocks gathers names by a full word and the initial of another.
func (r *resolver) personBlocks() [][]*spelling {
	at := map[string][]*spelling{}
	var order []string
	add := func(key string, s *spelling) {
		if at[key] == nil {
			order = append(order, key)
		}
		if list := at[key]; len(list) == 0 || list[len(list)-1] != s {
			at[key] = append(list, s)
		}
	}
	for _, s := range r.list {
		if s.west == nil || !s.west.person {
			continue
		}
		n := s.west
		if n.last != "" {
			add(n.last+n.given[0][:1], s)
			continue
		}
		for i, w := range n.words {
			for j, v := range n.words {
				if i != j && len(w.text) > 2 {
					add(w.text+v.text[:1], s)
				}
			}
		}
	}
	var out [][]*spelling
	for _, k := range order {
		if g := at[k]; len(g) > 1 && len(g) <= largestPersonBlock {
			out = append(out, g)
		}
	}
	return out
}

// samePerson: last names equal, given names equal or one the initial of the other, middle names may be left out; a
// name whose order is not known fits by its words in any order. JR and SR differ.
func samePerson(a, b *western) bool {
	if a.suffix != b.suffix && a.suffix != "" && b.suffix != "" {
		return false
	}
	if a.last != "" && b.last != "" {
		return a.last == b.last && givenAgree(a.given, b.given)
	}
	return wordsAgree(a.words, b.words) && (len(a.words) == len(b.words) || sameEnd(a.words, b.words))
}

// sameEnd: where words are left out, the last name, which stands first or last, is still there.
func sameEnd(a, b []word) bool {
	return a[0] == b[0] || lastFull(a) == lastFull(b)
}

func lastFull(list []word) word {
	for i := len(list) - 1; i > 0; i-- {
		if len(list[i].text) > 1 {
			return list[i]
		}
	}
	return list[0]
}

func givenAgree(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if !stands(a[0], b[0]) {
		return false
	}
	at := 1
	for _, w := range a[1:] {
		for at < len(b) && !stands(w, b[at]) {
			at++
		}
		if at++; at > len(b) {
			return false
		}
	}
	return true
}

// stands tells whether one name may stand for the other: equal, its initial, or its short form.
func stands(a, b string) bool {
	return a == b || (len(a) == 1 || len(b) == 1) && a[0] == b[0] || shortNames[a] != "" && shortNames[a] == b || shortNames[b] != "" && shortNames[b] == a
}

// shortNames: short English given names and what they are short for, where it is one name nearly always.
var shortNames = pairsOf(`MIKE MICHAEL DAVE DAVID DAN DANIEL STEVE STEVEN JIM JAMES BILL WILLIAM BOB ROBERT ROB ROBERT TOM THOMAS TIM TIMOTHY JOE JOSEPH
	KEN KENNETH RON RONALD DOUG DOUGLAS PHIL PHILIP MATT MATTHEW GREG GREGORY JEFF JEFFREY RICK RICHARD DICK RICHARD RICH RICHARD ANDY ANDREW
	TONY ANTHONY BEN BENJAMIN BRAD BRADLEY CHUCK CHARLES CHARLIE CHARLES DON DONALD ED EDWARD FRED FREDERICK GARY GARRY GENE EUGENE GERRY GERALD
	HANK HENRY JACK JOHN JON JONATHAN KATHY KATHERINE LARRY LAWRENCE LIZ ELIZABETH MARTY MARTIN NICK NICHOLAS PAT PATRICK PETE PETER RAY RAYMOND
	SAM SAMUEL SUE SUSAN TED THEODORE TERRY TERRENCE VINCE VINCENT WALT WALTER HERB HERBERT STAN STANLEY NATE NATHAN ZACH ZACHARY DEB DEBORAH
	ALEX ALEXANDER ART ARTHUR BERNIE BERNARD CINDY CYNTHIA JENNY JENNIFER JIMMY JAMES BOBBY ROBERT TOMMY THOMAS CHRIS CHRISTOPHER`)

func pairsOf(s string) map[string]string {
	all := map[string]string{}
	words := strings.Fields(digraphs.Replace(s)) // as names are kept
	for i := 0; i < len(words); i += 2 {
		all[words[i]] = words[i+1]
	}
	return all
}

// wordsAgree: two full words in common, no full word of the shorter name left over, initials fit.
func wordsAgree(a, b []word) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	used := make([]bool, len(b))
	full := 0
	for _, w := range a {
		i := slices.Index(b, w)
		if i < 0 || used[i] {
			continue
		}
		used[i] = true
		if len(w.text) > 1 {
			full++
		}
	}
	for _, w := range a {
		if slices.Contains(b, w) {
			continue
		}
		i := slices.IndexFunc(b, func(x word) bool { return !used[slices.Index(b, x)] && stands(w.text, x.text) })
		if i < 0 {
			return false
		}
		used[i] = true
	}
	return full >= 2 || full == 1 && onlyShort(a)
}

func onlyShort(a []word) bool {
	full := 0
	for _, w := range a {
		if len(w.text) > 1 {
			full++
		}
	}
	return full == 1
}

// onlyInitials: beyond the last name one of the two has initials alone, which fit too many people.
func onlyInitials(a, b *western) bool { return onlyShort(a.words) || onlyShort(b.words) }
