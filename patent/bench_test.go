package patent

import "testing"

func BenchmarkApplication(b *testing.B) {
	for b.Loop() {
		ParseApplication("CN201510163325.6", "CN")
	}
}

func BenchmarkPublication(b *testing.B) {
	for b.Loop() {
		ParsePublication("US-7650331-B1", "", "")
	}
}

func BenchmarkIPC(b *testing.B) {
	for b.Loop() {
		ParseIPC("A61K   9/00        20060101AFI20221215BHEP")
	}
}

func BenchmarkDate(b *testing.B) {
	for b.Loop() {
		ParseDate("2013.01.02")
	}
}
