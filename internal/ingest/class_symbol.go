package ingest

// normalSymbols writes class symbols of entity tables as the patents' are, so that titles join to them: "A01B   1/00",
// A01B0001000000 and A01B1/00 are one symbol. What is no symbol of its scheme stays as written.
func (s *Sink) normalSymbols(t *Table, values []Field) {
	if t.Name != "class_title" && t.Name != "class_concordance" {
		return
	}
	s.normalSymbol(t, values, "scheme", "symbol")
	s.normalSymbol(t, values, "scheme", "parent_symbol")
	s.normalSymbol(t, values, "target_scheme", "target_code")
}

func (s *Sink) normalSymbol(t *Table, values []Field, schemeColumn, symbolColumn string) {
	at, ok := t.index[symbolColumn]
	if !ok || values[at].Value == "" {
		return
	}
	scheme := values[t.index[schemeColumn]].Value
	if code, ok := t.Columns[t.index[schemeColumn]].coded[fold(scheme)]; ok {
		scheme = code
	}
	switch scheme = fold(scheme); scheme {
	case "ipc", "cpc", "locarno":
		if k := s.memo.class(scheme, values[at].Value); k.ok && k.scheme == scheme {
			values[at].Value = k.class.Normal
		}
	}
}
