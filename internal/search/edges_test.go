package search

import (
	"slices"
	"testing"
)

// alike are writings that find each other, in both directions.
var alike = [][2]string{
	{"ＡＢＣ", "abc"},
	{"ｶﾅ", "カナ"},
	{"ﾊﾟﾋﾟﾌﾟ", "パピプ"},
	{"ヴァイオリン", "ｳﾞｧｲｵﾘﾝ"},
	{"１２３", "123"},
	{"㍿", "株式会社"},
	{"㌔", "キロ"},
	{"㎏", "kg"},
	{"①", "1"},
	{"ﬀ", "ff"},
	{"eﬃcient", "efficient"},
	{"Ǆ", "dž"},
	{"ŉ", "ʼn"},
	{"ſtrange", "strange"},
	{"½x", "½x"},
	{"İZMİR", "izmir"},
	{"Iğdır", "igdir"},
	{"DİYARBAKIR", "diyarbakır"},
	{"kısa", "kisa"},
	{"مُحَمَّد", "محمد"},
	{"الإسلام", "الاسلام"},
	{"مؤمن", "مومن"},
	{"شيئ", "شيي"},
	{"قرآن", "قران"},
	{"فارسی", "فارسي"},
	{"سلــــام", "سلام"},
	{"۱۲۳", "123"},
	{"١٢٣", "123"},
	{"ﷲ", "الله"},
	{"ﻻ", "لا"},
	{"می\u200cروم", "میروم"},
	{"בְּרֵאשִׁית", "בראשית"},
	{"שׁ", "ש"},
	{"צה״ל", "צה\"ל"},
	{"ג׳ורג׳", "ג'ורג'"},
	{"יִשְׂרָאֵל", "ישראל"},
	{"ﬡ", "א"},
	{"a\u030Angstrom", "ångstrom"},
	{"n\u0303ino", "niño"},
	{"Ǻ", "a"},
	{"q\u0307\u0323x", "qx"},
	{"ά", "α"},
	{"Ὀδυσσεύς", "οδυσσευς"},
	{"ΐ", "ι"},
	{"co\u00adop\u00ader\u00ada\u00adtion", "cooperation"},
	{"zero\u2060width", "zerowidth"},
	{"in\u200cter", "inter"},
	{"naïve", "naive"},
	{"Müller", "muller"},
	{"Gödel", "godel"},
	{"façade", "facade"},
	{"Ørsted", "orsted"},
	{"Ðuro", "duro"},
	{"Ħal", "hal"},
	{"ŋo", "ŋo"},
	{"всё", "все"},
	{"йод", "иод"},
	{"Київ", "киів"},
	{"Søren", "soren"},
	{"Ærø", "aero"},
	{"Škoda", "skoda"},
	{"Nguyễn", "nguyen"},
	{"Piñata", "pinata"},
	{"rock ’n’ roll", "rock 'n' roll"},
	{"O’Neill", "oneill"},
	{"co-operate", "cooperate"},
	{"e‐mail", "email"},
	{"가나다", "가나다"},
	{"각", "각"},
	{"कि", "कि"},
	{"क़", "क़"},
	{"ไทย", "ไทย"},
	{"𝐁old", "bold"},
	{"ℕ", "n"},
	{"H₂O", "h2o"},
	{"ª", "a"},
}

func TestAlikeInBothDirections(t *testing.T) {
	for _, pair := range alike {
		for i := range pair {
			text, query := pair[i], pair[1-i]
			got := foundIn(t, map[string]string{"there": "Before " + text + " behind.", "other": "Before and behind."}, query+" ")
			if !slices.Equal(got, []string{"there"}) {
				t.Errorf("%q (%+q) in a text, searched as %q (%+q): %v", text, text, query, query, got)
			}
		}
	}
}
