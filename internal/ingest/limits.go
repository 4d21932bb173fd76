package ingest

// Limits bound what one file may cost. The zero value of a field means its default.
type Limits struct {
	EntryBytes int64 // decompressed bytes of one archive entry, default 512 MiB
	SheetBytes int64 // decompressed bytes of one sheet of a workbook, or of its shared strings, default 4 GiB
	PlainBytes int64 // decompressed bytes of a file that is not in an archive, default 64 GiB
	Entries    int   // entries of one archive, default 2,000
	Ratio      int64 // decompressed : compressed, default 100; not asked below RatioFrom bytes
	Nesting    int   // archives in archives, default 3
	FieldBytes int   // one cell or text, default 1 MiB
	Columns    int   // columns of a table, default 2,000
	RowBytes   int   // one row of a table, default 16 MiB
	Depth      int   // element depth of XML and JSON, default 256
	TokenBytes int   // one XML tag or JSON token, default 1 MiB
	Findings   int   // findings kept word for word per file and cause, default 1,000; all are counted
}

// ratioFrom is the decompressed size from which the ratio is asked: short files of blanks compress well honestly.
const ratioFrom = 16 << 20

func (l Limits) orDefault() Limits {
	def := func(v *int64, d int64) {
		if *v <= 0 {
			*v = d
		}
	}
	small := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	def(&l.EntryBytes, 512<<20)
	def(&l.SheetBytes, 4<<30)
	def(&l.PlainBytes, 64<<30)
	def(&l.Ratio, 100)
	small(&l.Entries, 2000)
	small(&l.Nesting, 3)
	small(&l.FieldBytes, 1<<20)
	small(&l.Columns, 2000)
	small(&l.RowBytes, 16<<20)
	small(&l.Depth, 256)
	small(&l.TokenBytes, 1<<20)
	small(&l.Findings, 1000)
	return l
}
