package derive

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// subjects of made-up Chinese texts: each its own words.
var subjects = [][]string{
	strings.Fields("锂离子电池 正极材料 电解液 隔膜 充放电 石墨负极 容量保持率"),
	strings.Fields("发光二极管 芯片 荧光粉 封装基板 透镜 驱动电路 色温"),
	strings.Fields("联合收割机 割台 脱粒滚筒 秸秆 籽粒 清选筛 履带"),
	strings.Fields("中药组合物 黄芪 当归 甘草 汤剂 疗程 湿热"),
}

// madeUp draws documents about the subjects, a sixth of their words from the others, with the phrases of every patent around them.
func madeUp(n int, seed uint64) (docs []document, subject []uint32) {
	draw := rand.New(rand.NewPCG(seed, 7))
	for i := range n {
		c := draw.IntN(len(subjects))
		word := func() string {
			if draw.IntN(6) == 0 {
				return subjects[draw.IntN(len(subjects))][draw.IntN(7)]
			}
			return subjects[c][draw.IntN(7)]
		}
		title := "一种" + subjects[c][draw.IntN(2)] + "及" + subjects[c][2+draw.IntN(2)]
		body := "本发明公开了" + title + "，包括" + word() + "、" + word() + "与" + word() + "，其特征在于所述" + word() + "的" + word() + "和" + word() + "，具有结构简单、使用方便的优点。"
		for range 3 {
			body += "所述" + word() + "设置在" + word() + "上，" + word() + "连接" + word() + "。"
		}
		docs = append(docs, document{id: fmt.Sprintf("D%05d", i), title: title, body: body, language: "zh"})
		subject = append(subject, uint32(c))
	}
	return docs, subject
}

var usual = mapping{rank: 64, neighbours: 15, resolution: 1, seed: 1, terms: 8}

// TestPlantedMap finds the subjects of made-up texts again, labels them by whole words, and gives the same map on one core and on two.
func TestPlantedMap(t *testing.T) {
	docs, subject := madeUp(800, 1)
	run := func(cores int) *topicMap {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		m, err := makeTopicMap(docs, usual)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	m := run(1)
	var truth []uint32
	for i, d := range docs {
		if slices.Contains(m.IDs, d.id) {
			truth = append(truth, subject[i])
		}
	}
	agree := agreement(m.Topic, truth)
	t.Logf("%d of %d documents mapped, %d topics, share of documents in the topic of their subject %.3f", len(m.IDs), len(docs), len(m.Terms), agree)
	if len(m.IDs) != len(docs) || agree < 0.95 {
		t.Error("subjects are not found")
	}
	for c := range m.Terms {
		for _, w := range m.Terms[c][:3] {
			if whole := slices.ContainsFunc(slices.Concat(subjects...), func(s string) bool {
				return s == w.Term || strings.HasPrefix(s, w.Term) || strings.HasSuffix(s, w.Term)
			}); !whole {
				t.Errorf("topic %d has the label %q, no word of a subject", c, w.Term)
			}
		}
	}
	other := run(2)
	if !slices.Equal(m.X, other.X) || !slices.Equal(m.Y, other.Y) || !slices.Equal(m.Topic, other.Topic) || !bytes.Equal((&atlas{maps: []*topicMap{m}}).encode(), (&atlas{maps: []*topicMap{other}}).encode()) {
		t.Error("the map depends on the number of cores")
	}
}

// agreement is the share of documents whose topic's most frequent subject is theirs, topics being no more than twice the subjects.
func agreement(topic, subject []uint32) float64 {
	counts := map[[2]uint32]int{}
	for i := range topic {
		counts[[2]uint32{topic[i], subject[i]}]++
	}
	sum := 0
	for c := range slices.Max(topic) + 1 {
		most := 0
		for s := range slices.Max(subject) + 1 {
			most = max(most, counts[[2]uint32{c, s}])
		}
		sum += most
	}
	if int(slices.Max(topic)) >= 2*len(subjects) {
		return 0
	}
	return float64(sum) / float64(len(topic))
}

// TestPlaceOnMap: new documents of a subject come among the old ones of it; others are told to be outside.
func TestPlaceOnMap(t *testing.T) {
	docs, subject := madeUp(800, 1)
	made, err := makeAtlas(docs, usual)
	if err != nil {
		t.Fatal(err)
	}
	old, err := decodeAtlas(made.encode())
	if err != nil {
		t.Fatal(err)
	}
	m := old.maps[0]
	news, theirs := madeUp(60, 99)
	news = append(news, document{id: "far", title: "甘草抽油烟机风道隔膜", body: "抽油烟机的风道与油杯，油杯装有网罩，网罩由铝合金冲压。"}, document{id: "none", title: "无关", body: "qwerty"})
	again := m.place(docs[:50])
	for i, p := range again {
		if p.Near < 0.99 || !p.Known || p.Outside {
			t.Errorf("mapped document %d: nearest %.3f, outside %v; it is on the map itself", i, p.Near, p.Outside)
		}
	}
	places := m.place(news)
	if far, none := places[60], places[61]; none.Known || !far.Known {
		t.Errorf("far %+v, none %+v: the first shares terms with the map, the second none", far, none)
	}
	for i, p := range places[:60] {
		var near []uint32
		for d, c := range m.Topic {
			if c == p.Topic {
				near = append(near, subject[d])
			}
		}
		slices.Sort(near)
		if of := near[len(near)/2]; of != theirs[i] {
			t.Errorf("new document %d of subject %d comes into topic %s of subject %d", i, theirs[i], m.label(p.Topic), of)
		}
		if p.Outside || p.X < -500 || p.X > 500 {
			t.Errorf("new document %d: %+v", i, p)
		}
	}
	if !places[60].Outside {
		t.Errorf("a document of another field is inside the map: %+v", places[60])
	}
}

func TestTooFewDocuments(t *testing.T) {
	docs, _ := madeUp(30, 2)
	if _, err := makeAtlas(docs, usual); err == nil || !strings.Contains(err.Error(), "a map needs 50") {
		t.Errorf("30 documents: %v", err)
	}
	if _, err := makeAtlas(nil, usual); err == nil {
		t.Error("no document gave a map")
	}
	var same []document
	for i := range 200 {
		same = append(same, document{id: fmt.Sprint(i), title: "同一题名的文献", body: "同样的文字", language: "zh"})
	}
	if _, err := makeAtlas(same, usual); err == nil {
		t.Error("200 copies of one text gave a map")
	}
}

// TestRepeatedTexts: copies of a text lie beside each other, in one topic.
func TestRepeatedTexts(t *testing.T) {
	docs, _ := madeUp(300, 3)
	for i := range 100 {
		d := docs[0]
		d.id = fmt.Sprintf("copy%d", i)
		docs = append(docs, d)
	}
	m, err := makeTopicMap(docs, usual)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.IDs) != 400 {
		t.Fatalf("%d of 400 mapped", len(m.IDs))
	}
	for i := 300; i < 400; i++ {
		if m.Topic[i] != m.Topic[0] || (m.X[i]-m.X[0])*(m.X[i]-m.X[0])+(m.Y[i]-m.Y[0])*(m.Y[i]-m.Y[0]) > 50*50 {
			t.Fatalf("a copy lies at %g, %g in topic %d; the text at %g, %g in %d", m.X[i], m.Y[i], m.Topic[i], m.X[0], m.Y[0], m.Topic[0])
		}
	}
}

func FuzzTopicMapFile(f *testing.F) {
	docs, _ := madeUp(60, 4)
	a, err := makeAtlas(docs, mapping{rank: 4, neighbours: 5, resolution: 1, seed: 1, terms: 3})
	if err != nil {
		f.Fatal(err)
	}
	whole := a.encode()
	body := whole[len(atlasMark) : len(whole)-4]
	f.Add(body)
	f.Add(body[:len(body)/2])
	f.Fuzz(func(t *testing.T, body []byte) {
		w := atlasWriter(atlasMark)
		w = append(w, body...)
		got, err := decodeAtlas(sealed(w))
		if err != nil {
			return
		}
		for _, m := range got.maps {
			m.place(docs[:1])
		}
		if again, err := decodeAtlas(got.encode()); err != nil || len(again.maps) != len(got.maps) {
			t.Fatalf("what was read cannot be written and read again: %v", err)
		}
	})
}

func TestDamagedMapFile(t *testing.T) {
	docs, _ := madeUp(60, 4)
	a, err := makeAtlas(docs, mapping{rank: 4, neighbours: 5, resolution: 1, seed: 1, terms: 3})
	if err != nil {
		t.Fatal(err)
	}
	whole := a.encode()
	for _, bad := range [][]byte{nil, []byte("id,text\n"), whole[:len(whole)-1], sealed(whole[:len(whole)/2])} {
		if _, err := decodeAtlas(bad); err == nil {
			t.Errorf("%d damaged bytes were read", len(bad))
		}
	}
	flipped := slices.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	if _, err := decodeAtlas(flipped); err == nil || !strings.Contains(err.Error(), "check sum") {
		t.Errorf("a flipped bit: %v", err)
	}
}
