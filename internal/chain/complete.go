package chain

import (
	"fmt"
	"strings"
)

// Complete fills what a person may leave out: an English title is the Chinese one, the id of a node comes from its English title, and
// class symbols lose their blanks. What is there stays.
func (c *Chain) Complete() {
	completeText(&c.Title.Zh, &c.Title.En)
	taken := map[string]bool{}
	c.Each(func(n *Node, _ int, _ string) { taken[n.ID] = true })
	c.Each(func(n *Node, _ int, _ string) {
		if n.ID = strings.TrimSpace(n.ID); n.ID == "" {
			n.ID = freeID(n.Title.En, taken)
			taken[n.ID] = true
		}
		completeText(&n.Title.Zh, &n.Title.En)
		n.Query, n.Note = strings.TrimSpace(n.Query), strings.TrimSpace(n.Note)
		n.Classes = Symbols(strings.Join(n.Classes, " "))
	})
	c.Scope = Symbols(strings.Join(c.Scope, " "))
}

func completeText(zh, en *string) {
	*zh, *en = strings.TrimSpace(*zh), strings.TrimSpace(*en)
	if *en == "" {
		*en = *zh
	}
}

// freeID writes an English title as an id that none has: "Sapphire substrates" as sapphire_substrates. Without letters it is node.
func freeID(title string, taken map[string]bool) string {
	id := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '_'
	}, title), "_0123456789")
	for strings.Contains(id, "__") {
		id = strings.ReplaceAll(id, "__", "_")
	}
	id = strings.Trim(id[:min(len(id), 40)], "_")
	if id == "" {
		id = "node"
	}
	for n, stem := 2, id; taken[id] || !idPattern.MatchString(id) || isReserved(id); n++ {
		id = fmt.Sprintf("%s_%d", stem, n)
	}
	return id
}

// Symbols parts a list of class symbols as people write it: by blanks, commas and semicolons, Chinese ones too; H01L 33/00 with the
// blank of the classification's own writing is one symbol. Small letters become capitals, and each stands once.
func Symbols(list string) []string {
	words := strings.FieldsFunc(strings.ToUpper(list), func(r rune) bool { return strings.ContainsRune(" \t\r\n,;，；、\u3000", r) })
	var all []string
	seen := map[string]bool{}
	for i := 0; i < len(words); i++ {
		s := words[i]
		if i+1 < len(words) && subclassPattern.MatchString(s) && groupPattern.MatchString(words[i+1]) {
			i++
			s += words[i]
		}
		if !seen[s] {
			seen[s] = true
			all = append(all, s)
		}
	}
	return all
}
