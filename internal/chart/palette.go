package chart

// Palette is the order in which series take colours; frontend/echarts/palette.css holds the same for the pages.
// After Okabe and Ito's set, toned down: neighbours differ in lightness too, so that a grey print still tells them.
var Palette = []string{"#2f5f8f", "#d9822b", "#3b9082", "#a8516e", "#8577b5", "#c4a338", "#62a7cf", "#7b828c"}

const (
	doubt = "#b9c0c9" // data not complete yet
	low   = "#eaf1f7" // ramp of heat maps and trees
	high  = "#1d4a75"
	ink   = "#2b3440"
	faint = "#6a7480"
	rule  = "#e3e7ec"
)

// Fonts holds Chinese families of every desktop first met: names without quotes, as they go into attributes.
const Fonts = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, SimHei, sans-serif"
