package derive

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func resolveFile(t *testing.T, file string, options map[string]string) (string, error) {
	t.Helper()
	var out, notes bytes.Buffer
	err := Compute(context.Background(), Computation{Kernel: "resolve", Name: "names.csv", Input: []byte(file), Options: options, Format: "csv", Output: &out, Notes: &notes})
	return out.String(), err
}

// Optional columns count where they are there, whatever their order; without them the names alone decide.
func TestComputeResolve(t *testing.T) {
	got, err := resolveFile(t, "id,name\n1,济南合成机械有限公司\n2,合成机械（济南）有限公司\n3,青岛合成机械有限公司\n4,\"Acme Widget Co., Ltd\"\n5,ACME WIDGET LTD.\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1,1,", "2,1,济南合成机械有限公司,same_words", "3,3,", "4,4,", "5,4,"} {
		if !strings.Contains(got, "\n"+want) {
			t.Errorf("no row %s in\n%s", want, got)
		}
	}
	const people = "Name,Coauthors,ID\nVoltar Lamp Works,Jan Been;Piet Hout,a\nVoltar Electronics NV,Jan Been**Piet Hout,b\n"
	if got, _ = resolveFile(t, people, nil); !strings.Contains(got, "b,a,Voltar Lamp Works,shared_people,0.75,2,a") {
		t.Errorf("people are no evidence:\n%s", got)
	}
	if got, _ = resolveFile(t, strings.ReplaceAll(people, "Coauthors", "Other"), nil); !strings.Contains(got, "b,b,") {
		t.Errorf("merged without evidence:\n%s", got)
	}
	if _, err = resolveFile(t, "id,title\n1,x\n", nil); err == nil || !strings.Contains(err.Error(), "no column name") {
		t.Error(err)
	}
	if _, err = resolveFile(t, "id,name\n", map[string]string{"level": "owner"}); err == nil || !strings.Contains(err.Error(), "entity, group") {
		t.Error(err)
	}
}
