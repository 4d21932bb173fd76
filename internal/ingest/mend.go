package ingest

// mend joins lines that an unescaped break inside a text tore off their record, where the export tells them apart.
func (s *sheet) mend(l *layout) {
	if l.profile == nil || l.profile.continues == nil {
		return
	}
	next, torn := s.next, int64(0)
	var last []string // the latest record, held back: the next block may begin with its rest
	var lastLine int64
	s.next = func(n int) ([][]string, []int64, error) {
		rows, lines, err := next(n)
		var whole [][]string
		var at []int64
		for i, r := range rows {
			if last != nil && !blankRow(r) && l.profile.continues(l.header, r) {
				last = graft(last, r)
				torn++
				continue
			}
			if last != nil {
				whole, at = append(whole, last), append(at, lastLine)
			}
			last, lastLine = r, lines[i]
		}
		if err != nil && last != nil {
			whole, at, last = append(whole, last), append(at, lastLine), nil
		}
		return whole, at, err
	}
	remark := s.remark
	s.remark = func(out *Sink) {
		if remark != nil {
			remark(out)
		}
		if torn > 0 {
			out.count("csv.torn_record", "", torn)
		}
	}
}

// graft puts the rest of a record behind its last cell that holds something.
func graft(record, rest []string) []string {
	record = trimRight(record)
	if len(record) == 0 || len(rest) == 0 {
		return append(record, rest...)
	}
	out := append([]string{}, record...)
	out[len(out)-1] += "\n" + rest[0]
	return append(out, rest[1:]...)
}
