package web

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestHeaders(t *testing.T) {
	for _, path := range []string{"/", "/api/v1/tables", "/assets/x/app.js", "/nothing"} {
		answer, _ := scenario{path: path}.ask(t)
		for name, want := range map[string]string{"Content-Security-Policy": "script-src 'self'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY"} {
			if got := answer.Header.Get(name); !strings.Contains(got, want) {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if csp := answer.Header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
			t.Errorf("%s: policy %s", path, csp)
		}
	}
}

func send(t *testing.T, method, path string, body io.Reader, headers ...string) *http.Response {
	t.Helper()
	request, err := http.NewRequest(method, fixture.full.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			request.Host = headers[i+1]
		}
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Transport: &http.Transport{DisableCompression: true}}
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	return answer
}

func TestOtherSitesMayNotAct(t *testing.T) {
	for _, origin := range []string{"https://example.org", "null"} {
		if got := send(t, "POST", "/data/build", nil, "Origin", origin, "Sec-Fetch-Site", "cross-site"); got.StatusCode != http.StatusForbidden {
			t.Errorf("a form of %s: %d", origin, got.StatusCode)
		}
		got := send(t, "POST", "/api/v1/build", nil, "Origin", origin, "Sec-Fetch-Site", "cross-site")
		if got.StatusCode != http.StatusForbidden || got.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("a request of %s to the API: %d %s", origin, got.StatusCode, got.Header.Get("Content-Type"))
		}
	}
}

func TestForeignHostsAreRefused(t *testing.T) {
	if got := send(t, "GET", "/", nil, "Host", "example.org"); got.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("status %d", got.StatusCode)
	}
	if got := send(t, "GET", "/healthz", nil, "Host", "localhost:8080"); got.StatusCode != http.StatusOK {
		t.Errorf("localhost: %d", got.StatusCode)
	}
}

func TestCompressionAndCaching(t *testing.T) {
	page := send(t, "GET", "/", nil, "Accept-Encoding", "gzip")
	if page.Header.Get("Content-Encoding") != "gzip" {
		t.Error("a page is sent uncompressed")
	}
	plain := send(t, "GET", "/data/tables/base.cluster/parquet", nil, "Accept-Encoding", "gzip")
	if plain.Header.Get("Content-Encoding") != "" {
		t.Error("Parquet is compressed twice")
	}
	first := send(t, "GET", "/assets/x/app.css", nil)
	again := send(t, "GET", "/assets/x/app.css", nil, "If-None-Match", first.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("a known asset: %d", again.StatusCode)
	}
}

// form uploads one file as the form without script does, and returns where the answer leads.
func form(t *testing.T, name, text string) string {
	t.Helper()
	return formTo(t, "/data/upload", name, text)
}

func formTo(t *testing.T, path, name, text string) string {
	t.Helper()
	answer := sendFile(t, path, name, text)
	if answer.StatusCode != http.StatusSeeOther {
		page, _ := io.ReadAll(answer.Body)
		t.Fatalf("upload: %d\n%.400s", answer.StatusCode, page)
	}
	return answer.Header.Get("Location")
}

// sendFile posts a form with one file.
func sendFile(t *testing.T, path, name, text string) *http.Response {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("files", name)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(part, text)
	w.Close()
	return send(t, "POST", path, &body, "Content-Type", w.FormDataContentType())
}

// finish waits for a job that a form started and returns its state.
func finish(t *testing.T, answer *http.Response) string {
	t.Helper()
	place := answer.Header.Get("Location")
	if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(place, "/jobs/") {
		t.Fatalf("no job was started: %d %s", answer.StatusCode, place)
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		var job struct{ State, Error string }
		_, body := scenario{path: "/api/v1" + place}.ask(t)
		if err := json.Unmarshal(body, &job); err != nil {
			t.Fatal(err)
		}
		if job.State != "running" && job.State != "queued" {
			return job.State + job.Error
		}
	}
	t.Fatal("the job does not end")
	return ""
}

const newFirms = "统一社会信用代码,企业名称,区划代码\n91379900XN9990001A,合成新企业甲,370900\n91379900XN9990002B,合成新企业乙,370900\n"

func formBody(pairs ...string) io.Reader {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return strings.NewReader(v.Encode())
}

const formType = "application/x-www-form-urlencoded"

// TestImportWithoutScript goes the whole way of a file: upload, preview, mapping, import, batch, completeness, undo.
func TestImportWithoutScript(t *testing.T) {
	preview := form(t, `..\..\企业 名录.csv`, newFirms)
	scenario{path: preview, has: []string{"h2 = 企业 名录.csv", "td = 合成新企业甲", "#mapping select", "li[aria-current=step]"}}.test(t)
	mapped := send(t, "POST", preview+"/mapping", formBody("table", "firm", "header", "统一社会信用代码", "field", "firm_id", "unit", "",
		"header", "企业名称", "field", "name", "unit", "", "header", "区划代码", "field", "region_code", "unit", ""), "Content-Type", formType)
	if mapped.StatusCode != http.StatusSeeOther {
		t.Fatalf("mapping: %d", mapped.StatusCode)
	}
	scenario{path: preview, has: []string{"td = 合成新企业乙"}}.test(t)
	started := send(t, "POST", preview, formBody("source", "测试", "place", "370900"), "Content-Type", formType)
	if state := finish(t, started); state != "succeeded" {
		t.Fatal(state)
	}
	scenario{path: started.Header.Get("Location"), has: []string{".tag.succeeded", "ul.figures .value = 2", "a[href] = 打开批次"}}.test(t)
	scenario{path: preview, status: 404, has: []string{"code"}}.test(t)
	scenario{path: "/firms?name__contains=合成新企业", has: []string{"tbody a = 合成新企业甲", "tbody a = 合成新企业乙"}}.test(t)
	undone(t)
}

func undone(t *testing.T) {
	t.Helper()
	batches := fixtureBatches(t)
	batch := batches[len(batches)-1]
	scenario{path: "/data/batches/" + batch, has: []string{"input[name=place][value=370900]", "h1 = " + batch}}.test(t)
	stated := send(t, "POST", "/data/batches/"+batch+"/complete", formBody("place", "370000", "cutoff", "2015-12-31"), "Content-Type", formType)
	if state := finish(t, stated); state != "succeeded" {
		t.Fatal(state)
	}
	scenario{path: "/data/batches/" + batch, has: []string{"input[name=place][value=370000]"}}.test(t)
	if state := finish(t, send(t, "POST", "/data/batches/"+batch+"/undo", nil)); state != "succeeded" {
		t.Fatal(state)
	}
	scenario{path: "/firms?name__contains=合成新企业", has: []string{"p.empty"}}.test(t)
	scenario{path: "/data/batches/" + batch, status: 404}.test(t)
}

func fixtureBatches(t *testing.T) []string {
	t.Helper()
	_, body := scenario{path: "/api/v1/batches"}.ask(t)
	var batches []struct{ ID string }
	if err := json.Unmarshal(body, &batches); err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(batches))
	for i, b := range batches {
		ids[i] = b.ID
	}
	return ids
}

func TestUploadsAreChecked(t *testing.T) {
	answer := send(t, "POST", "/data/upload", strings.NewReader("x"), "Content-Type", "text/plain")
	if answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a body that is no form: %d", answer.StatusCode)
	}
	for _, id := range []string{"x", "%2e%2e%2flake", strings.Repeat("a", 26)} {
		scenario{path: "/data/import/" + id, status: 404}.test(t)
	}
	scenario{path: form(t, "无表头.bin", "\x00\x01\x02\x03"), has: []string{".tag.error"}}.test(t)
}

func TestEventsEndWithTheJob(t *testing.T) {
	started := send(t, "POST", "/data/build", nil)
	place := started.Header.Get("Location")
	finish(t, started)
	stream := send(t, "GET", place+"/events", nil)
	body, err := io.ReadAll(stream.Body)
	if err != nil || !strings.Contains(string(body), `"ended":true`) || stream.Header.Get("Content-Type") != "text/event-stream" {
		t.Errorf("%s %v", body, err)
	}
}

func TestEditionsAreFrozen(t *testing.T) {
	if got := send(t, "POST", "/reports/overview", nil); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("freeze: %d", got.StatusCode)
	}
	scenario{path: "/reports/overview", has: []string{"#editions a[download]"}}.test(t)
	scenario{path: "/reports/overview/editions/1", kind: "text/html", holds: []string{"合成数据"}}.test(t)
	scenario{path: "/reports/overview/editions/9", status: 404}.test(t)
}

func TestTextsSurviveInTheirReport(t *testing.T) {
	place := "/reports/landscape/text/summary"
	scenario{path: place, has: []string{"textarea[name=text]", "input[name=version][value=0]", ".chip code"}}.test(t)
	saved := send(t, "POST", place, formBody("version", "0", "text", "分析员写的一段话。"), "Content-Type", formType)
	if saved.StatusCode != http.StatusSeeOther {
		t.Fatalf("save: %d", saved.StatusCode)
	}
	scenario{path: "/reports/landscape", has: []string{"article.report = 分析员写的一段话"}}.test(t)
	late := send(t, "POST", place, formBody("version", "0", "text", "另一人"), "Content-Type", formType)
	if late.StatusCode < 400 {
		t.Errorf("a text somebody changed meanwhile was overwritten: %d", late.StatusCode)
	}
	scenario{path: "/reports/landscape/text/none", status: 404}.test(t)
}
