package ingest

import (
	"strings"
	"unicode/utf8"

	"asterism/internal/finding"
	"asterism/text"
)

// usccCauses words the reasons of text.USCC; each is a cause of its own, so that findings group by what is to do.
var usccCauses = map[string]string{text.CodeLength: "uscc.wrong_length", text.CodeCharacter: "uscc.wrong_character",
	text.CodeRegion: "uscc.wrong_region", text.CodeCheck: "uscc.wrong_check_digit"}

// uscc normalises a unified social credit code; a failing check digit is a remark, the code stays.
func (s *Sink) uscc(field, raw string) string {
	if raw == "" {
		return ""
	}
	normal, ok, reason, suggestion := text.USCC(raw)
	if !ok && reason != text.CodeEmpty {
		s.Finding(misspelt(field, raw, reason, suggestion))
	}
	return orElse(normal, text.Fold(raw))
}

func misspelt(field, raw, reason, suggestion string) finding.Finding {
	f := finding.Finding{Severity: finding.Warning, Code: usccCauses[reason], Field: field, Value: raw}
	if suggestion != "" {
		f.Code, f.Args = "uscc.mistaken_letter", map[string]string{"suggestion": suggestion}
	}
	return f
}

func isUSCC(name string) bool { return name == "uscc" || strings.HasSuffix(name, "_uscc") }

// bearsCode tells columns that hold an organisation's credit code where it is known, another key or a name elsewhere:
// firms, and whatever content calls a credit code, a supplier's or a customer's code.
func bearsCode(c *TableCol) bool {
	if c.Type != "code" {
		return false
	}
	if c.Name == "firm_id" || strings.HasSuffix(c.Name, "_firm_id") || c.Zh == "供应商代码" || c.Zh == "客户代码" {
		return true
	}
	return strings.Contains(c.Zh+" "+strings.Join(c.Aliases, " "), "统一社会信用代码")
}

// bearer checks and folds a value of a credit code's 18 characters; any other stays as it is written.
func (s *Sink) bearer(field, raw string) string {
	normal, ok, reason, suggestion := text.USCC(raw)
	if len(normal) != 18 || utf8.RuneCountInString(normal) != 18 {
		return raw
	}
	if !ok {
		s.Finding(misspelt(field, raw, reason, suggestion))
	}
	return normal
}
