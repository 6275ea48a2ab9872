package page

import (
	"strings"
	"testing"
)

// TestDialectsOnThePage: boxes, pictures, states and notes of dialects.
func TestDialectsOnThePage(t *testing.T) {
	for md, want := range map[string]string{
		"> [!danger]- Thin ice\n> Stay off.":                      "│ ↯ Thin ice\n│ Stay off.",
		"> [!quote]+\n> Said.":                                    "│ ❝ Quote\n│ Said.",
		":::tip Oil *it*\n\nMonthly.\n\n- And so on.\n:::\n\nEnd": "│ ✦ Oil it\n│ Monthly.\n│\n│ • And so on.\n\nEnd",
		"::: {.callout-warning}\nHot.\n:::":                       "│ ▲ Warning\n│ Hot.",
		"```{seealso} Elsewhere\n:class: x\n\nThere.\n```":        "│ ☞ Elsewhere\n│ There.",
		"- [/] half\n- [-] none\n- [x] done":                      "◐ half\n⊘ none\n☑ done",
		"![[a/map.png|300]] and ![[lamp#Wick]]":                   "▧ map.png and lamp › Wick",
		"A lamp^[of brass] and 10^th^ :tada:":                     "A lamp (of brass) and 10ᵗʰ 🎉",
		"他说**“好”**了":                                              "他说“好”了",
		"古<ruby>都<rt>と</rt>市<rt>し</rt></ruby>へ":                   "古都（と）市（し）へ",
		"<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>":          "漢(kan)",
		"![A map|300](map.png) and ![A|B](x.png)":                 "▧ A map and ▧ A|B",
		"Oh![^1]\n\n[^1]: Gas.":                                   "Oh!¹\n\n1. Gas.",
	} {
		p := New(parseArticle(t, "Start.\n\n"+md), 60, Light())
		var rows []string
		for _, l := range p.Lines(p.Locate(8), 9) {
			rows = append(rows, strings.TrimRight(text(l), " "))
		}
		if got := strings.ReplaceAll(strings.TrimSpace(strings.Join(rows, "\n")), "\u00a0", " "); got != want {
			t.Errorf("%q is\n%s, want\n%s", md, got, want)
		}
		newOracle(p.Article().Text).check(t, p)
	}
}
