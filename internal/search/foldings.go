package search

import "strings"

// foldings are the writings that make no other word of a word. Each has pairs of
// which either is found by the other; the table in docs/finding.md is made of
// them, and a test goes through it in both directions.
var foldings = []struct {
	name  string
	pairs [][2]string
}{
	{"case", [][2]string{{"JAPAN", "japan"}, {"ΟΔΥΣΣΕΥΣ", "οδυσσευς"}, {"МОСКВА", "москва"}}},
	{"accents and other marks", [][2]string{{"café", "cafe"}, {"Ångström", "angstrom"}, {"Việt", "viet"}, {"Ёлка", "елка"}}},
	{"marks apart from their letter", [][2]string{{"cafe\u0301", "café"}, {"か\u3099", "が"}, {"\u1112\u1161\u11AB국", "한국"}}},
	{"letters that some keyboards lack", [][2]string{{"Straße", "strasse"}, {"Æther", "aether"}, {"œuvre", "oeuvre"}, {"Øre", "ore"}, {"Łódź", "lodz"}, {"Đà", "da"}, {"þing", "thing"}}},
	{"Turkish i", [][2]string{{"İstanbul", "istanbul"}, {"ılık", "ilik"}, {"IŞIK", "ışık"}}},
	{"ligatures", [][2]string{{"ﬁne", "fine"}, {"oﬃce", "office"}, {"ﬂow", "flow"}, {"ĳs", "ijs"}}},
	{"digits", [][2]string{{"۱۲۳", "123"}, {"१२३", "123"}}},
	{"full and half width", [][2]string{{"Ｆｕｌｌ１", "full1"}, {"ｶﾞﾊﾟ", "ガパ"}, {"ｺｰﾋｰ", "コーヒー"}, {"Ｃ＋＋", "C++"}, {"＃タグ", "#タグ"}}},
	{"kana", [][2]string{{"ヒラガナ", "ひらがな"}, {"ｶﾞｰﾄﾞ", "がーど"}, {"ゟ", "より"}, {"ヿ", "コト"}}},
	{"words and numbers in one sign", [][2]string{{"㌔", "キロ"}, {"㎏", "kg"}, {"㍿", "株式会社"}, {"㈱", "株"}, {"㋿", "令和"}, {"①", "1"}, {"Ⅳ", "IV"}, {"H₂O", "H2O"}, {"№5", "No. 5"}, {"5℃", "5 °C"}}},
	{"parts for the whole", [][2]string{{"⾼", "高"}, {"ทํา", "ทำ"}, {"ກໍາ", "ກຳ"}}},
	{"readings (ruby)", [][2]string{{"都市（とし）へ", "都市へ"}}},
	{"Arabic marks and letters", [][2]string{{"كِتَابـ", "كتاب"}, {"أحمد", "احمد"}, {"إلى", "الي"}, {"مدرسة", "مدرسه"}, {"کتاب", "كتاب"}}},
	{"Hebrew points", [][2]string{{"שָׁלוֹם", "שלום"}, {"צה״ל", "צה\"ל"}, {"ג׳ורג׳", "ג'ורג'"}}},
	{"soft hyphens and joiners", [][2]string{{"so\u00adft", "soft"}, {"ze\u200dro", "zero"}, {"wi\u200bde", "wide"}}},
	{"hyphens", [][2]string{{"e-mail", "email"}, {"e‑mail", "email"}, {"well-known", "well known"}}},
	{"apostrophes", [][2]string{{"don’t", "don't"}, {"don't", "dont"}, {"don´t", "don't"}, {"Hawaiʻi", "hawaii"}, {"Qurʾān", "quran"}}},
}

// FoldingMarkdown is the table of foldings for the documentation.
func FoldingMarkdown() string {
	var b strings.Builder
	b.WriteString("| what makes no difference | as in |\n| --- | --- |\n")
	for _, f := range foldings {
		var pairs []string
		for _, p := range f.pairs {
			pairs = append(pairs, printed(p[0])+" = "+printed(p[1]))
		}
		b.WriteString("| " + f.name + " | " + strings.Join(pairs, ", ") + " |\n")
	}
	return b.String()
}

// printed writes what nobody sees so that it is seen.
func printed(s string) string {
	return strings.NewReplacer("\u00ad", "[soft hyphen]", "\u200d", "[joiner]", "\u200b", "[space of no width]", "\u0301", "◌\u0301").Replace(s)
}
