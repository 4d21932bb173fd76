package text

import "slices"

// oneOff finds pairs within one edit (a letter left out, added or changed, two neighbours swapped): such strings come
// to the same by leaving out one letter each. Each name gives the hashes of itself and of itself less one letter; equal
// hashes, brought together by a radix sort, are candidates, and then compared. Source: the deletion neighbourhood of
// T. Bocek et al., Fast Similarity Search in Large Dictionaries, 2007.
func oneOff(names []string) []AlikePair {
	const idBits = 24
	if len(names) >= 1<<idBits {
		names = names[:1<<idBits]
	}
	var keys []uint64
	for i, s := range names {
		if len(s) < 5 || len(s) > longestFast {
			continue
		}
		for _, h := range deletions(s) {
			keys = append(keys, h<<idBits|uint64(i))
		}
	}
	keys = radix(keys, idBits)
	var out []AlikePair
	for from := 0; from < len(keys); {
		to := from + 1
		for to < len(keys) && keys[to]>>idBits == keys[from]>>idBits {
			to++
		}
		for i := from; i < min(to, from+400); i++ {
			for j := from; j < i; j++ {
				a, b := int32(keys[j]&(1<<idBits-1)), int32(keys[i]&(1<<idBits-1))
				if a != b && oneEdit(names[a], names[b]) {
					out = append(out, ordered(a, b, 1))
				}
			}
		}
		from = to
	}
	return out
}

// deletions are the hashes of a string and of the string less each letter, by a polynomial over 2⁶⁴ mixed at the end.
func deletions(s string) []uint64 {
	const base = 0x9E3779B97F4A7C15
	out := make([]uint64, 0, len(s)+1)
	var power, tail [longestFast + 1]uint64
	power[0] = 1
	for i := 1; i <= len(s); i++ {
		power[i] = power[i-1] * base
	}
	for i := len(s) - 1; i >= 0; i-- { // tail[i] is the hash of s[i:]
		tail[i] = tail[i+1] + (uint64(s[i])+1)*power[len(s)-1-i]
	}
	head := uint64(0)
	out = append(out, mix(tail[0]))
	for i := range len(s) {
		out = append(out, mix(head*power[len(s)-1-i]+tail[i+1]))
		head = head*base + uint64(s[i]) + 1
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func mix(h uint64) uint64 {
	h ^= h >> 31
	h *= 0xBF58476D1CE4E5B9
	return h ^ h>>29
}

// radix sorts by the bits above the lowest ones; equal keys keep their order.
func radix(keys []uint64, from int) []uint64 {
	other := make([]uint64, len(keys))
	for shift := from; shift < 64; shift += 10 {
		var count [1025]uint32
		for _, k := range keys {
			count[k>>shift&1023+1]++
		}
		for i := 1; i < len(count); i++ {
			count[i] += count[i-1]
		}
		for _, k := range keys {
			other[count[k>>shift&1023]] = k
			count[k>>shift&1023]++
		}
		keys, other = other, keys
	}
	return keys
}
