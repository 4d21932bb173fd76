package derive

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"asterism/internal/lake"
)

// engineVersion enters every fingerprint: raise it when the engine itself would make other rows.
const engineVersion = "1"

// fingerprints names, for every table that can be built from a snapshot, everything its rows depend on: the
// fingerprints of its inputs, its SQL, its order, its kernel's or step's version. It is never made of the rows
// themselves: sums taken in parallel differ in the last bits.
func (g *Graph) fingerprints(s *lake.Snapshot) map[string]string {
	prints := map[string]string{}
	for _, name := range g.order {
		prints[name] = g.fingerprint(g.nodes[name], s, prints)
	}
	return prints
}

func (g *Graph) fingerprint(n *Node, s *lake.Snapshot, known map[string]string) string {
	h := sha256.New()
	fmt.Fprintln(h, engineVersion, n.Name, n.Kind, n.version, strings.Join(n.order(), ","), normalSQL(n.SQL))
	if n.Header.Kernel != nil {
		json.NewEncoder(h).Encode(n.Header.Kernel) // keys of a map are written sorted
	}
	if n.step != nil && n.step.State != nil {
		fmt.Fprintln(h, n.step.State(s))
	}
	for _, in := range n.Inputs {
		print, made := known[in]
		if !made {
			print = g.rawFingerprint(in, s)
		}
		if in == rawEdit {
			print = g.editsPrint(n, s)
		}
		fmt.Fprintln(h, in, print)
	}
	return hex.EncodeToString(h.Sum(nil))[:24]
}

// rawFingerprint names the rows of an imported table and its declared shape. A table without rows is the same
// as one never imported.
func (g *Graph) rawFingerprint(name string, s *lake.Snapshot) string {
	t, _ := s.Table(name)
	if t.Rows == 0 {
		t.Fingerprint = ""
	}
	return fmt.Sprint(g.raw[name], t.Fingerprint)
}

// normalSQL takes comments out and puts single spaces for white space, outside of quotes: what only changes the
// look of a file rebuilds nothing.
func normalSQL(sql string) string {
	var b strings.Builder
	for i := 0; i < len(sql); {
		end := tokenEnd(sql, i)
		token := sql[i:end]
		i = end
		if strings.HasPrefix(token, "--") || strings.HasPrefix(token, "/*") || strings.TrimSpace(token) == "" {
			token = " "
		}
		if token != " " || !strings.HasSuffix(b.String(), " ") {
			b.WriteString(token)
		}
	}
	return strings.TrimSpace(b.String())
}

// tokenEnd is the end of the quoted text, comment or single byte that starts at i.
func tokenEnd(sql string, i int) int {
	rest := sql[i:]
	switch {
	case rest[0] == '\'' || rest[0] == '"':
		return i + 1 + through(rest[1:], rest[:1])
	case strings.HasPrefix(rest, "--"):
		return i + through(rest, "\n")
	case strings.HasPrefix(rest, "/*"):
		return i + through(rest, "*/")
	}
	return i + 1
}

func through(s, mark string) int {
	if at := strings.Index(s, mark); at >= 0 {
		return at + len(mark)
	}
	return len(s)
}

// Stale lists the tables that a build would make anew.
func (g *Graph) Stale(l *lake.Lake) ([]string, error) {
	s, err := l.Current()
	if err != nil {
		return nil, err
	}
	prints := g.fingerprints(s)
	var stale []string
	for _, name := range g.order {
		if t, ok := s.Table(name); !ok || t.Fingerprint != prints[name] {
			stale = append(stale, name)
		}
	}
	return stale, nil
}
