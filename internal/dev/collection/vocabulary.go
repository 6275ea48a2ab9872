package main

import (
	"cmp"
	"slices"
	"strings"
)

// vocabulary is the words that articles may exchange: those of five letters
// or more of the real articles, and more that are derived from them, each of
// the beginning of one and the ending of another.
type vocabulary struct {
	words        []string
	number       map[string]int
	count        []int
	heads, tails []string // the parts, the frequent ones first
}

// minWord is the length of the shortest word that is exchanged, in letters.
const minWord = 5

func newVocabulary() *vocabulary { return &vocabulary{number: map[string]int{}} }

// tokens splits writing into words that may be exchanged and what stands
// between them. Addresses and names of code are left alone.
func (v *vocabulary) tokens(s string) text {
	var t text
	kept := 0
	for from := 0; from < len(s); {
		to := from
		for to < len(s) && letter(s[to]) {
			to++
		}
		if to-from >= minWord && exchangeable(s, from, to) {
			if kept < from {
				t = append(t, token{s[kept:from], -1})
			}
			t = append(t, token{s[from:to], v.add(strings.ToLower(s[from:to]))})
			kept = to
		}
		from = max(to, from+1)
	}
	if kept < len(s) {
		t = append(t, token{s[kept:], -1})
	}
	return t
}

func letter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// exchangeable reports whether the letters s[from:to] are a word as people
// write it: in small letters, perhaps after a capital, and no part of an
// address or a name of code.
func exchangeable(s string, from, to int) bool {
	if strings.ToLower(s[from+1:to]) != s[from+1:to] || from > 0 && sticks(s[from-1]) {
		return false
	}
	after := s[to:min(to+2, len(s))] + "  "
	if after[0] == '.' || after[0] == ':' {
		return after[1] == ' ' || after[1] == '\n'
	}
	return !sticks(after[0])
}

// sticks reports whether a byte beside letters makes them a part of something.
func sticks(b byte) bool { return b >= 0x80 || strings.IndexByte(`/_=@#&%.:~\0123456789`, b) >= 0 }

func (v *vocabulary) add(word string) int {
	n, ok := v.number[word]
	if !ok {
		n = len(v.words)
		v.number[word] = n
		v.words = append(v.words, word)
		v.count = append(v.count, 0)
	}
	v.count[n]++
	return n
}

// frequent lists the words that count counts at all, the most frequent first,
// at most limit.
func (v *vocabulary) frequent(count []int, limit int) []string {
	var sorted []string
	for n, word := range v.words {
		if count[n] > 0 {
			sorted = append(sorted, word)
		}
	}
	slices.SortFunc(sorted, func(a, b string) int {
		return cmp.Or(count[v.number[b]]-count[v.number[a]], strings.Compare(a, b))
	})
	return sorted[:min(limit, len(sorted))]
}

// split makes the parts of derived words: each word is cut before the first
// vowel after a consonant in its second half, as in perform-ance.
func (v *vocabulary) split() {
	heads, tails := map[string]bool{}, map[string]bool{}
	for _, w := range v.frequent(v.count, len(v.words)) {
		cut := len(w) / 2
		for cut < len(w) && (!vowel(w[cut]) || vowel(w[cut-1])) {
			cut++
		}
		if cut < len(w) && !heads[w[:cut]] {
			heads[w[:cut]] = true
			v.heads = append(v.heads, w[:cut])
		}
		if cut < len(w) && !tails[w[cut:]] {
			tails[w[cut:]] = true
			v.tails = append(v.tails, w[cut:])
		}
	}
}

func vowel(b byte) bool { return strings.IndexByte("aeiouy", b) >= 0 }

// derived is the number of words that can be derived.
func (v *vocabulary) derived() int { return min(len(v.heads)*len(v.tails), 1<<25) }

// derive appends the derived word of a rank below derived.
func (v *vocabulary) derive(to []byte, rank int) []byte {
	head, round := rank%len(v.heads), rank/len(v.heads)
	to = append(to, v.heads[head]...)
	return append(to, v.tails[(head*7+round)%len(v.tails)]...)
}
