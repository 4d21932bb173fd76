package cli

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/ingest"
)

type computeVerb struct {
	Words []string `arg:"" optional:"" passthrough:"" name:"kernel" help:"算法名，再加 --in 文件 --out 文件 --选项 值；“compute 算法 --help”列出它的选项 · kernel, then --in FILE --out FILE --OPTION VALUE; “compute KERNEL --help” lists its options."`
}

func (v *computeVerb) Run(r *run) error {
	if len(v.Words) == 0 || isHelp(v.Words[0]) {
		r.kernels()
		return nil
	}
	if v.Words[0] == "translate" {
		return r.translate(v.Words[1:])
	}
	if v.Words[0] == "index" {
		return r.index(v.Words[1:])
	}
	k, err := derive.FindKernel(v.Words[0])
	if err != nil {
		return err
	}
	options, help, err := words(v.Words[1:])
	if err != nil {
		return err
	}
	if help {
		r.kernel(k)
		return nil
	}
	in, out := options["in"], options["out"]
	delete(options, "in")
	delete(options, "out")
	r.JSON = r.JSON || options["json"] == "true"
	delete(options, "json")
	format, err := formatOf(options, out)
	if err != nil {
		return err
	}
	if in == "" {
		return fail.New(fail.Invalid, "compute %s: which file? --in FILE (- for standard input)", k.Name)
	}
	data, err := r.input(in)
	if err != nil {
		return err
	}
	for _, o := range k.Options {
		if name := options[o.Name]; o.File && name != "" {
			text, err := r.input(name)
			if err != nil {
				return err
			}
			options[o.Name] = string(text)
		}
	}
	c := derive.Computation{Kernel: k.Name, Name: in, Input: data, Options: options, Format: format, Notes: r.stderr}
	if r.JSON {
		c.Format = "json"
	}
	return r.result(out, &c, resultSheet{k.Name, k.Output, computed(k, c.Name, c.Options)}, func() error { return derive.Compute(r, c) })
}

// formatOf takes --format, else what the name of the result says.
func formatOf(options map[string]string, out string) (string, error) {
	format, given := options["format"]
	delete(options, "format")
	if !given && extension(out) == "xlsx" {
		return "xlsx", nil
	}
	if !given {
		return derive.FormatOf(out), nil
	}
	if formats := append(slices.Clone(derive.Formats), "xlsx"); !slices.Contains(formats, format) {
		return "", fail.New(fail.Invalid, "option %s=%s: one of %s", "format", format, strings.Join(formats, ", "))
	}
	return format, nil
}

func isHelp(word string) bool { return word == "--help" || word == "-h" || word == "help" }

// words reads --name value and --name=value.
func words(list []string) (options map[string]string, help bool, err error) {
	options = map[string]string{}
	for i := 0; i < len(list); i++ {
		if isHelp(list[i]) {
			return nil, true, nil
		}
		name, found := strings.CutPrefix(list[i], "--")
		if !found {
			return nil, false, fail.New(fail.Invalid, "%q: an option is written --NAME VALUE", list[i])
		}
		name, value, joined := strings.Cut(name, "=")
		if name == "json" && !joined {
			options[name] = "true"
			continue
		}
		if !joined {
			if i++; i == len(list) {
				return nil, false, fail.New(fail.Invalid, "option --%s lacks its value", name)
			}
			value = list[i]
		}
		options[name] = value
	}
	return options, false, nil
}

// input reads a file as text: also a workbook's first sheet, and text in GB 18030 or UTF-16.
func (r *run) input(name string) ([]byte, error) {
	if name == "-" {
		data, err := io.ReadAll(r.stdin)
		if err != nil {
			return nil, fail.As(fail.Unavailable, err, "standard input")
		}
		return ingest.PlainText(data)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fail.As(fail.NotFound, err, "read %s", name)
	}
	text, err := ingest.PlainText(data)
	return text, fail.As(fail.Invalid, err, "read %s", name)
}

// result writes to a file that appears whole, or to standard output; as a workbook where that is asked for.
func (r *run) result(name string, c *derive.Computation, sheet resultSheet, compute func() error) error {
	return r.written(name, func(to io.Writer) error {
		run := func(to io.Writer) error {
			c.Output = to
			return compute()
		}
		if c.Format != "xlsx" {
			return run(to)
		}
		c.Format = "csv"
		return sheet.write(to, run)
	})
}

// written gives a computation its output: a file that appears whole, or standard output.
func (r *run) written(name string, do func(to io.Writer) error) error {
	if name == "" || name == "-" {
		return do(r.stdout)
	}
	return writeFile(name, func(f *os.File) error { return do(f) })
}

func (r *run) kernels() {
	r.say("asterism compute KERNEL --in FILE --out FILE [--OPTION VALUE …]\n")
	for _, k := range derive.Kernels() {
		r.say("  %-14s %s", k.Name, k.Doc.Zh)
		r.say("  %-14s %s", "", k.Doc.En)
	}
	r.say("  %-14s %s", "index", "综合指数：compute index --spec index.yaml --in 数据.csv --out 结果.csv，附名次区间、敏感性、变化分解")
	r.say("  %-14s %s", "", "a composite index as a YAML file states it, with rank intervals, sensitivity, decomposition")
	r.say("  %-14s %s", "translate", "检索式译成另一种检索语言：compute translate --from incopat --to patsnap '检索式'")
	r.say("  %-14s %s", "", "a query in another language")
	r.say("\n输入：.csv、.tsv、.xlsx（第一张有数据的工作表）；表头用列名或中文（地区、行业、数值…）；编码 UTF-8、GB 18030、UTF-16。\n结果：按文件名，.csv 逗号分隔，.xlsx 工作簿，.json 为对象数组，网络另可写 .gexf、.graphml、.net（Pajek）、.vos.json（VOSviewer），其余制表符分隔；--format 另指定；不给 --out 写到标准输出。\nInput: .csv, .tsv, .xlsx (the first sheet with rows); the header has the columns' names or their Chinese words; UTF-8, GB 18030 or UTF-16.\nResult: by its name .csv, .xlsx, .json (rows), of networks also .gexf, .graphml, .net (Pajek), .vos.json (VOSviewer), else tab-separated; --format says otherwise; standard output without --out.")
}

func (r *run) kernel(k *derive.KernelAdapter) {
	var in, out []string
	for _, c := range k.Input {
		in = append(in, c.Name)
	}
	for _, c := range k.Output {
		out = append(out, c.Name)
	}
	r.say("asterism compute %s --in FILE --out FILE\n\n%s\n%s\n", k.Name, k.Doc.Zh, k.Doc.En)
	r.say("输入列 input: %s", strings.Join(in, ", "))
	if len(k.Optional) > 0 {
		var optional []string
		for _, c := range k.Optional {
			optional = append(optional, c.Name)
		}
		r.say("可有的列 optional: %s", strings.Join(optional, ", "))
	}
	r.say("输出列 output: %s", strings.Join(out, ", "))
	for _, o := range k.Options {
		values := o.Default
		if o.Values != nil {
			values = strings.Join(o.Values, "|") + "；默认 default " + o.Default
		}
		r.say("  %-14s %s（%s）", fmt.Sprintf("--%s", o.Name), o.Doc.Zh, values)
		r.say("  %-14s %s", "", o.Doc.En)
	}
}
