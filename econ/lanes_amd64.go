package econ

// The two inner loops over regions and industries, a few times faster in wide registers where the processor has them. lanes.go has both
// in Go, with the same sums in the same order.
var sumsWide, countsWide = processor()

// processor tells whether it has AVX2, and AVX-512 with VPOPCNTDQ, and whether the operating system keeps such registers (Intel's
// manual 325462, volume 1, 14.3 and 15.2).
func processor() (avx2, popcount bool) {
	const osxsave, ymm, zmm = 1 << 27, 0x6, 0xe6
	last, _, _ := cpuid(0, 0)
	if _, _, c := cpuid(1, 0); last < 7 || c&osxsave == 0 {
		return false, false
	}
	kept := xgetbv()
	_, b, c := cpuid(7, 0)
	avx2 = kept&ymm == ymm && b>>5&1 == 1
	popcount = kept&zmm == zmm && b>>16&1 == 1 && c>>14&1 == 1
	return avx2, avx2 && popcount
}

func cpuid(leaf, part uint32) (a, b, c uint32)

func xgetbv() uint32

//go:noescape
func sumBand(has []uint32, phi, sums *[band]float64)

//go:noescape
func countTile(row []uint64, columns *[tile]uint64, n *[tile]uint16)
