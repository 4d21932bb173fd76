package patent

import "strings"

// st3 lists the two-letter codes of WIPO ST.3 that appear on patent documents, with those of past states and
// regional offices.
const st3 = " AD AE AF AG AI AL AM AO AP AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BX BY BZ CA CD CF CG CH CI CL CM CN CO" +
	" CR CS CU CV CY CZ DD DE DJ DK DM DO DZ EA EC EE EG EM EP ER ES ET FI FR GA GB GC GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU" +
	" IB ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN" +
	" MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NZ OA OM PA PE PG PH PK PL PT PY QA RO RS RU RW SA SC SD SE SG SI SK SL SM SN" +
	" SR ST SU SV SY SZ TD TG TH TJ TM TN TO TR TT TW TZ UA UG US UY UZ VC VE VN WO WS YE YU ZA ZM ZW "

func isOffice(code string) bool {
	return len(code) == 2 && isLetters(code) && officeCodes[letters(code)]
}

// officeCodes by the place of their two letters.
var officeCodes = func() (known [26 * 26]bool) {
	for _, code := range strings.Fields(st3) {
		known[letters(code)] = true
	}
	return known
}()

func letters(code string) int { return int(code[0]-'A')*26 + int(code[1]-'A') }
