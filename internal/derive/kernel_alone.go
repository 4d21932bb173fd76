package derive

import (
	"context"

	"asterism/econ"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// aloneKernels give one index under its own name, which krugman and gini give among others.
func aloneKernels(of KernelOption) []KernelAdapter {
	cells := append(words("region", "industry"), doubles("value")...)
	of1 := func(name string, value func(econ.Specialisation) float64, doc lang.Text) KernelAdapter {
		return KernelAdapter{Name: name, Version: "1", AnyOrder: true, Input: cells, Doc: doc, Output: append(words("region"), append(wholeColumns("industry_count"), doubles(name)...)...),
			Run: func(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
				return eachRegion(ctx, in, func(region string, industries int, s econ.Specialisation) error {
					return out.Row(region, industries, numberOrNull(value(s)))
				})
			}}
	}
	return []KernelAdapter{
		of1("hachman", func(s econ.Specialisation) float64 { return s.Hachman }, lang.Text{
			Zh: "哈奇曼指数 1/Σ LQ_ij·q_ij（0–1；1 为与全体结构相同）。q 为行业占地区的份额。Hachman 1995；方法见 docs/methods/location.md",
			En: "Hachman index 1/Σ LQ_ij·q_ij (0–1; 1: the structure of the whole), q the share of an industry in the region. Hachman 1995; docs/methods/location.md"}),
		of1("hoover", func(s econ.Specialisation) float64 { return s.Hoover }, lang.Text{
			Zh: "胡佛专业化系数 ½ Σ|q_ij−q_i|（0–1，krugman 的一半）：结构要与全体相同须移动的份额。Hoover 1936, doi 10.2307/1927875",
			En: "Hoover's coefficient of specialisation ½ Σ|q_ij−q_i| (0–1, half of krugman): the share to be moved for the structure of the whole. Hoover 1936, doi 10.2307/1927875"}),
		{Name: "theil", Version: "1", AnyOrder: true, Run: runTheil, Input: cells, Options: []KernelOption{of, zerosOption()},
			Doc:    lang.Text{Zh: "泰尔指数 T = (1/n)Σ(x/μ)ln(x/μ)（0 为相等，最大 ln n）。Theil 1967", En: "Theil's T = (1/n)Σ(x/μ)ln(x/μ) (0: equal; at most ln n). Theil 1967"},
			Output: append(words("name"), append(wholeColumns("count"), doubles("theil")...)...)},
	}
}

func zerosOption() KernelOption {
	return KernelOption{Name: "zeros", Default: "keep", Values: []string{"keep", "drop"}, Doc: lang.Text{Zh: "没有的组合：keep 计为 0，drop 不计", En: "absent pairs: keep counts them as 0, drop leaves them out"}}
}

func runTheil(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, err := readRegions(ctx, in)
	if err != nil {
		return err
	}
	absent := o["zeros"] == "keep" && o["of"] != "all"
	return t.amounts(o["of"], absent, func(name string, amounts []float64) error {
		return out.Row(name, len(amounts), numberOrNull(econ.Theil(amounts)))
	})
}
