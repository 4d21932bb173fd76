package derive

import (
	"context"

	"asterism/internal/fail"
	"asterism/internal/lang"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// likenessKernel adapts the likeness of short texts, such as names of products.
func likenessKernel() KernelAdapter {
	return KernelAdapter{Name: "text-likeness", Version: "1", AnyOrder: true, Run: runLikeness, Input: words("text"),
		Options: []KernelOption{
			{Name: "least", Default: "0.3", Doc: lang.Text{Zh: "相似度低于此数的不列", En: "less alike than this is not listed"}},
			{Name: "nearest", Default: "20", Doc: lang.Text{Zh: "每条文字至多列几条", En: "so many for each text at most"}},
		},
		Output: append(words("text", "other"), doubles("likeness")...),
		Doc: lang.Text{Zh: "短文字（如产品名称）的相似度：汉字二元组与英文词的 TF-IDF 余弦，每条列出最相似的几条；相同的文字只算一条，不列自身。见 docs/methods/matching.md",
			En: "likeness of short texts such as names of products: the cosine of TF-IDF over pairs of Chinese characters and words; for each the most alike. Equal texts count once, and none is like itself. docs/methods/matching.md"}}
}

func runLikeness(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	least, err := o.number("least")
	if err != nil {
		return err
	}
	if !(least > 0 && least <= 1) {
		return fail.New(fail.Invalid, "option %s=%s: a number", "least", o["least"]+" (0 – 1)")
	}
	nearest, err := o.whole("nearest", 1)
	if err != nil {
		return err
	}
	all := map[string]bool{}
	if err := eachRow(ctx, in, out.input, func(r row) error {
		if s := r.word("text"); s != "" {
			all[s] = true
		}
		return nil
	}); err != nil {
		return err
	}
	docs := sortedKeys(all)
	for i, list := range text.MostAlike(docs, float32(least), int(min(nearest, 1<<20))) {
		for _, h := range list {
			if err := out.Row(docs[i], docs[h.Doc], float64(h.Score)); err != nil {
				return err
			}
		}
	}
	return nil
}
