package derive

import (
	"strings"
	"testing"
)

func TestTest_showsTheDifference(t *testing.T) {
	files := map[string]string{"measures/firm/firms.test.yaml": `
- name: right
  given: {base.firm: [{firm_id: A}]}
  expect: [{firm_count: 1}]
- name: wrong
  given: {base.firm: [{firm_id: A}, {firm_id: B}]}
  expect: [{firm_count: 3}, {firm_count: 4}]
- name: unknown
  given: {base.firm: [{firm: A}]}
  expect: []
`}
	var notes []string
	r, err := Test(t.Context(), tree(files), nil, func(c Case) { notes = append(notes, c.Name+": "+c.Failure) })
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(notes, "\n")
	for _, want := range []string{"right: \n", "row 1, firm_count: wanted 3, found 2", "row 2: wanted {firm_count: 4}, the table ends", "unknown: given: base.firm has no column firm"} {
		if !strings.Contains(all+"\n", want) {
			t.Errorf("wanted %q in\n%s", want, all)
		}
	}
	if r.Passed != 1 {
		t.Errorf("%d passed", r.Passed)
	}
}
