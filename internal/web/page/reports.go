package page

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/report"
	"asterism/internal/store"
)

// reportsView lists the reports and the editions that were frozen.
type reportsView struct {
	Base
	Reports  []reportLine
	Editions []editionLine
}

type reportLine struct{ Name, Title, About, URL string }

type editionLine struct {
	*store.Edition
	URL string
}

func loadReports(r *Request) (View, error) {
	v := &reportsView{}
	v.Title = r.T("nav.reports")
	for _, p := range r.Site.w.Reports() {
		v.Reports = append(v.Reports, reportLine{p.Name, p.Title.In(r.Lang), p.About.In(r.Lang), r.Link("/reports/" + p.Name)})
	}
	var err error
	v.Editions, err = r.editions("")
	return v, err
}

func (r *Request) editions(name string) ([]editionLine, error) {
	found, err := r.Site.w.Store().Editions(r.Context(), name)
	if err != nil {
		return nil, err
	}
	var lines []editionLine
	for _, e := range found {
		lines = append(lines, editionLine{e, r.Link("/reports/" + e.Report + "/editions/" + strconv.FormatInt(e.Number, 10))})
	}
	return lines, nil
}

// reportView is one report over the snapshot, with its parameters.
type reportView struct {
	Base
	Name       string
	Parameters []parameterView
	Body       template.HTML
	Downloads  []LinkView
	Editions   []editionLine
	Problem    string
	Query      url.Values
}

type parameterView struct {
	report.Parameter
	Label, Hint, Value string
	Choices            []report.Choice
}

func loadReport(r *Request) (View, error) {
	p, err := r.report()
	if err != nil {
		return nil, err
	}
	if err := r.onlyOf(p); err != nil {
		return nil, err
	}
	v := &reportView{Name: p.Name}
	v.Title, v.Crumbs = p.Title.In(r.Lang), []Crumb{{r.T("nav.reports"), r.Link("/reports")}}
	params := r.params(p)
	for _, one := range p.Parameters {
		choices, err := r.choices(p, one, standIns(p, params))
		if err != nil {
			return nil, err
		}
		v.Parameters = append(v.Parameters, parameterView{one, one.Title.In(r.Lang), one.About.In(r.Lang), first(params[one.Name], one.Default), choices})
	}
	for _, format := range report.Formats {
		v.Downloads = append(v.Downloads, LinkView{Text: strings.ToUpper(format), URL: r.address("/reports/"+p.Name+"/"+format, without(r.Values, "trace"))})
	}
	if v.Editions, err = r.editions(p.Name); err != nil {
		return nil, err
	}
	if r.Reader.Snapshot().ID == 0 {
		v.Problem = r.T("data.empty.title") + "。" + r.T("data.empty.text")
		return v, nil
	}
	v.Bare = true // the report brings its own heading
	for _, one := range v.Parameters {
		if one.Needed && one.Value == "" {
			v.Problem, v.Bare = r.T("reports.choose", "name", one.Label), false
			return v, nil
		}
	}
	return v, v.run(r, params)
}

// standIns fills what is needed and not chosen yet with values that fit the type, so that the choices of the others
// can be read.
func standIns(p *report.Report, params map[string]string) map[string]string {
	filled := map[string]string{}
	for _, one := range p.Parameters {
		filled[one.Name] = first(params[one.Name], one.Default)
		if filled[one.Name] == "" && one.Needed {
			filled[one.Name] = map[string]string{"int": "0", "year": "2000"}[one.Type]
			filled[one.Name] = first(filled[one.Name], unknownValue)
		}
	}
	return filled
}

func (v *reportView) run(r *Request, params map[string]string) error {
	made, err := r.made(v.Name, params)
	if fail.KindOf(err) == fail.Invalid && err != nil {
		v.Problem, v.Bare = r.failed(err), false // a parameter is wrong: the form above says which
		return nil
	}
	if err != nil {
		return err
	}
	v.Body = template.HTML(made.fragment)
	return nil
}

func (r *Request) reportTrace(name, id string) string {
	return r.address("/reports/"+name+"/trace/"+id, without(r.Values, "trace"))
}

func (r *Request) report() (*report.Report, error) {
	name := r.PathValue("report")
	all := r.Site.w.Reports()
	i := slices.IndexFunc(all, func(p *report.Report) bool { return p.Name == name })
	if i < 0 {
		return nil, fail.New(fail.NotFound, "no report %s", name)
	}
	return all[i], nil
}

// onlyOf refuses names that are no parameters of the report.
func (r *Request) onlyOf(p *report.Report) error {
	names := []string{"trace"}
	for _, one := range p.Parameters {
		names = append(names, one.Name)
	}
	return r.only(names...)
}

// params are the report's parameters that the URL gives.
func (r *Request) params(p *report.Report) map[string]string {
	params := map[string]string{}
	for _, one := range p.Parameters {
		if v := r.Values.Get(one.Name); v != "" {
			params[one.Name] = v
		}
	}
	return params
}

// redirectTrace opens a report's number on the trace page.
func sendReportTrace(r *Request, w http.ResponseWriter) error {
	p, err := r.report()
	if err != nil {
		return err
	}
	doc, err := r.document(p.Name, r.params(p))
	if err != nil {
		return err
	}
	t, err := doc.Trace(r.PathValue("id"))
	if err != nil {
		return err
	}
	http.Redirect(w, r.Request, r.Trace(t.Bound, first(t.Title, t.ID)), http.StatusSeeOther)
	return nil
}

func sendReport(r *Request, w http.ResponseWriter) error {
	p, err := r.report()
	if err != nil {
		return err
	}
	format := r.PathValue("format")
	if !slices.Contains(report.Formats, format) {
		return fail.New(fail.NotFound, "no format %s: %s", format, strings.Join(report.Formats, ", "))
	}
	doc, err := r.document(p.Name, r.params(p))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := doc.Write(r.Context(), format, &b); err != nil {
		return err
	}
	attach(w, r.fileName(p.Title.In(r.Lang)), format)
	_, err = w.Write(b.Bytes())
	return err
}

func (r *Request) fileName(title string) string {
	name := title + "_" + strconv.FormatInt(r.Reader.Snapshot().ID, 10)
	if r.Reader.Snapshot().Synthetic {
		name += "_" + r.T("synthetic.word")
	}
	return name
}

// freezeReport keeps the report as it stands under the next number.
func freezeReport(r *Request) (string, error) {
	p, err := r.report()
	if err != nil {
		return "", err
	}
	if _, err := r.Site.w.Issue(r.Context(), r.Site.Actor, p.Name, r.Reader.Snapshot().ID, r.Lang, r.params(p)); err != nil {
		return "", err
	}
	return r.address("/reports/"+p.Name, r.Values) + "#editions", nil
}

func sendEdition(r *Request, w http.ResponseWriter) error {
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return fail.New(fail.NotFound, "no edition %s", r.PathValue("number"))
	}
	e, content, err := r.Site.w.Store().Edition(r.Context(), r.PathValue("report"), number)
	if err != nil {
		return err
	}
	attach(w, e.Title+"_"+strconv.FormatInt(number, 10), e.Format)
	_, err = w.Write(content)
	return err
}
