package page

import (
	"strings"
	"unicode/utf8"

	"manicule/internal/script"
)

// What Unicode has raised and lowered, by what it is on the line.
var (
	superscripts = forms("0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ" +
		"AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂβᵝγᵞδᵟθᶿφᵠχᵡ")
	subscripts = forms("0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ,,")
)

// forms are pairs of characters as a table.
func forms(pairs string) map[rune]string {
	table := map[rune]string{}
	var from rune
	for i, r := range []rune(pairs) {
		if i%2 == 1 {
			table[from] = string(r)
		}
		from = r
	}
	return table
}

// What is longer is easier to read on the line.
const (
	maxScript  = 8  // characters: raised or lowered
	maxBracket = 20 // bytes: "^(…)"
)

// script adds text raised or lowered; false when it is too long for that or
// has characters without such a form.
func (b *builder) script(s string, at int, style, link uint16, table map[rune]string) bool {
	if table == nil || s == "" || !scripted(s, table) {
		return false
	}
	for i, r := range s {
		b.flow.replace(table[r], at+i, at+i+utf8.RuneLen(r), style, link)
	}
	return true
}

func scripted(s string, table map[rune]string) bool {
	n := 0
	for _, r := range s {
		if n++; n > maxScript || table[r] == "" {
			return false
		}
	}
	return true
}

// scriptTag is the tag sup or sub. What can't be raised stands behind "^".
func (b *builder) scriptTag(e element, p pen) tag {
	if e.name == "sub" {
		return tag{name: e.name, script: subscripts}
	}
	return b.raised(e.name, b.bareContent(e), p)
}

// raised begins what raises the text s, up to the tag of that name that closes it.
func (b *builder) raised(name, s string, p pen) tag {
	t := tag{name: name, script: superscripts}
	if scripted(s, superscripts) || !strings.ContainsFunc(s, script.Letter) {
		return t
	}
	style := b.styleOf(p)
	b.flow.adorn("^", style)
	if utf8.RuneCountInString(s) > 1 && !isDigits(s) {
		b.flow.adorn("(", style)
		t.after = ")"
	}
	return t
}

// bareContent is what an element holds, if that is short and without markup.
func (b *builder) bareContent(e element) string {
	rest := b.text[e.end:]
	s, after, _ := strings.Cut(rest[:min(len(rest), maxBracket+2)], "<")
	if !strings.HasPrefix(after, "/") || strings.ContainsAny(s, "\n&\\*_`[]") {
		return ""
	}
	return s
}

// scriptOf is how the innermost open element raises or lowers its text; nil
// when it does not.
func (b *builder) scriptOf() map[rune]string {
	if n := len(b.tags); n > 0 {
		return b.tags[n-1].script
	}
	return nil
}
