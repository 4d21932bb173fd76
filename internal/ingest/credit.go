package ingest

import (
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
