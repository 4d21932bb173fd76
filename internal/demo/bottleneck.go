package demo

// holder is the firm of another province that holds most patents of a cluster's bottleneck node.
type holder struct{ name, region, address string }

// outsideRegions are the codes of the cities named outside, in their order.
var outsideRegions = []string{"110000", "310000", "440300", "330100", "320100", "420100"}

func (w *world) holder(cluster int) holder {
	c, k := w.Clusters[cluster], cluster%len(w.Outside)
	return holder{w.Outside[k] + "合成" + c.Nodes[c.Bottleneck].Product + "技术股份有限公司", outsideRegions[k], w.Outside[k] + "市合成路1号"}
}

// nodeOf is the chain node of a patent of a cluster: the first draw of subject.
func (w *world) nodeOf(c core) int {
	d := roll(w.seed, 25, c.i)
	return d.upto(len(w.Clusters[c.cluster].Nodes))
}

func (w *world) isBottleneck(c core) bool {
	return c.cluster >= 0 && w.nodeOf(c) == w.Clusters[c.cluster].Bottleneck
}

// heldShare is the outside holder's share of the bottleneck node.
const heldShare = 0.6

func (w *world) isHeld(c core) bool {
	if !w.isBottleneck(c) {
		return false
	}
	d := roll(w.seed, 31, c.i)
	return d.chance(heldShare)
}

// nearHeld draws an earlier patent of the outside holder: what is filed in the bottleneck node builds on it.
func (w *world) nearHeld(d *dice, c core, public int64) (int64, bool) {
	for range 200 {
		u := 1 - d.unit()*d.unit()
		j := min(int64(u*float64(public)), public-1)
		if o := w.core(j); o.cluster == c.cluster && w.isHeld(o) {
			return j, true
		}
	}
	return 0, false
}
