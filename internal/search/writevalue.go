package search

import "strings"

// value writes the words of a leaf; gaps that the dialect cannot say become a choice of words.
func (w *writer) value(n *Node) string {
	choices := w.choices(n.Words)
	var all []string
	for _, c := range choices {
		s := w.pieces(c)
		if n.Exact || strings.ContainsAny(s, " ()[]\"=<>,") || isOperator(s) {
			if hasGap(c) && !w.d.quoted {
				w.warn("%[1]s 的引号内不能截词", "%[2]s truncates no words within quotation marks", w.d.Title.Zh, w.d.Title.En)
			}
			s = `"` + strings.ReplaceAll(s, `"`, "") + `"`
		}
		all = append(all, s)
	}
	if len(all) == 1 {
		return all[0]
	}
	return "(" + strings.Join(all, " "+w.word(Or)+" ") + ")"
}

func compact(day string) string { return strings.ReplaceAll(day, "-", "") }

// bounds writes a range.
func (w *writer) bounds(n *Node) string {
	f := fieldIndex[n.Field]
	low, high := compact(n.Low), compact(n.High)
	if f.Kind == ClassField {
		low, high = n.Low, n.High
	}
	name := f.in(w.d)
	if len(f.Names[w.d.Name]) == 0 && w.d.Name != "plain" {
		w.warn("%[2]s 没有“%[1]s”字段，写作 %[3]s", "%[4]s has no field for %[5]s; written as %[3]s", f.Title.Zh, w.d.Title.Zh, name, w.d.Title.En, f.Title.En)
	}
	switch {
	case low == high && f.Kind == CountField:
		return name + w.d.mark + low
	case w.d.words && f.Kind == DateField && len(f.Names[w.d.Name]) > 0:
		return "@" + name + pick(low != "", ">="+low, "") + pick(high != "", "<="+high, "")
	case w.d.dollars, w.d.mark == ":":
		return name + w.d.mark + "[" + pick(low == "", "*", low) + " TO " + pick(high == "", "*", high) + "]"
	case low == "":
		return name + "<=" + high
	case high == "":
		return name + ">=" + low
	case w.d.Name == "incopat":
		return name + "=[" + low + " to " + high + "]"
	case w.d.cql:
		return name + ` within "` + low + " " + high + `"`
	case w.d.Name == "cnipa" || f.Kind == ClassField:
		return name + "=(" + low + " to " + high + ")"
	}
	return "(" + name + ">=" + low + " " + w.word(And) + " " + name + "<=" + high + ")"
}

// class writes a symbol with its level. The whole main group is its symbol without what follows the slash.
func (w *writer) class(n *Node) string {
	symbol := w.pieces(n.Words)
	if hasGap(n.Words) {
		return w.classOf(n.Field, symbol)
	}
	if short, ok := strings.CutSuffix(symbol, "/00"); ok && n.Level == Below {
		return w.classOf(n.Field, short)
	}
	level := map[Level]string{Same: "", Below: "low", Above: "high"}[n.Level]
	if level == "" {
		return w.classOf(n.Field, symbol)
	}
	for i := range Fields {
		if f := &Fields[i]; f.Level == n.Level && f.parts()[0] == n.Field && len(f.Names[w.d.Name]) > 0 {
			return f.in(w.d) + w.d.mark + symbol
		}
	}
	if w.d.cql {
		return fieldIndex[n.Field].in(w.d) + "=/" + level + " " + symbol
	}
	w.warn("%[1]s 没有分类的上下位检索，写作 %[2]s", "%[3]s has no search above or below a class; written as %[2]s", w.d.Title.Zh, symbol+"/"+level, w.d.Title.En)
	return fieldIndex[n.Field].in(w.d) + w.d.mark + symbol + "/" + level
}

func (w *writer) classOf(field, symbol string) string {
	if w.d.suffix == '/' {
		return symbol + "/" + fieldIndex[field].in(w.d)
	}
	return w.around(field, symbol)
}

func (w *writer) party(n *Node) string {
	name := `"` + strings.ReplaceAll(literal(n.Words), `"`, "") + `"`
	switch {
	case w.d.Name == "incopat":
		return "ap=(TREE@" + name + ")"
	case w.d.dollars:
		return "ANCS:(TREE@" + name + ")"
	case w.d.Name == "plain":
		return "applicant:(TREE@" + name + ")"
	}
	w.warn("%[1]s 没有公司树检索，只查申请人名称", "%[2]s has no corporate tree; the applicant's name alone is searched", w.d.Title.Zh, w.d.Title.En)
	return w.around("applicant", name)
}
