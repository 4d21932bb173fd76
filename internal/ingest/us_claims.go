package ingest

import (
	"bytes"
	"strconv"
	"strings"

	"asterism/internal/ingest/xmlscan"
)

// claimText reads a claim as running text and the numbers of the claims its claim-refs name.
func (r *xmlReader) claimText() (body, dependsOn string) {
	var refs []string
	r.buf = r.buf[:0]
	for depth := r.Depth(); ; {
		switch r.Next() {
		case xmlscan.Text:
			r.buf = appendFlow(r.buf, r.Text())
		case xmlscan.Start:
			refs = r.claimRef(refs)
			r.openFlow()
		case xmlscan.End:
			if r.Depth() < depth {
				return string(bytes.TrimSpace(r.buf)), strings.Join(refs, ",")
			}
			r.buf = breakFlow(r.buf, r.flowBreak())
		case xmlscan.EOF:
			return "", ""
		}
	}
}

// claimRefs are the elements that refer to claims and the attribute that names them, in each generation of US XML.
var claimRefs = map[string]string{"claim-ref": "idref", "CLREF": "ID", "dependent-claim-reference": "depends_on", "ClaimReference": "pat:idrefs"}

// claimRef adds the claims the current element refers to: idref="CLM-00001", or several apart by blanks.
func (r *xmlReader) claimRef(refs []string) []string {
	attr := claimRefs[string(r.Local())]
	if attr == "" {
		return refs
	}
	for _, id := range strings.Fields(r.attr(attr)) {
		n := strconv.Itoa(numberIn(id))
		if n != "0" && !contains(refs, n) {
			refs = append(refs, n)
		}
	}
	return refs
}
