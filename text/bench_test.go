package text

import "testing"

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		Fold("合成（济南）示例有限公司")
	}
}

func BenchmarkNameKey(b *testing.B) {
	for b.Loop() {
		NameKey("合成（济南）示例有限公司")
	}
}

func BenchmarkSplitNames(b *testing.B) {
	for b.Loop() {
		SplitNames("合成（济南）示例有限公司;合成大学")
	}
}

func BenchmarkPartyType(b *testing.B) {
	for b.Loop() {
		PartyType("合成（济南）示例有限公司")
	}
}
