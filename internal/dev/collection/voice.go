package main

// voice is how one article says the words of its sources: many by others, and
// the same one always by the same.
type voice struct {
	vocabulary *vocabulary
	seed       uint64
	own        uint64 // the seed of the few words that a near duplicate says in its own way; 0: none
	used       *usage
}

const (
	// exchanged is how many of 256 words an article says by another.
	exchanged = 140
	// changed is one word of how many that a near duplicate says in its own way.
	changed = 120
	// spread is how many derived words are about equally frequent. After
	// those the frequency falls with the square of the rank, as it does in
	// real texts after the first thousands of words, and so the vocabulary
	// grows with the square root of the text (Heaps' law).
	spread = 5500
)

// say appends the text in the voice's words.
func (v *voice) say(to []byte, t text) []byte {
	for _, tok := range t {
		if tok.word < 0 {
			to = append(to, tok.as...)
			continue
		}
		h := v.hash(tok.word)
		if h&0xff >= exchanged {
			v.used.words.set(tok.word)
			to = append(to, tok.as...)
			continue
		}
		from := len(to)
		rank := v.rank(h)
		v.used.derived.set(rank)
		to = v.vocabulary.derive(to, rank)
		to[from] &^= ^tok.as[0] & 0x20 // a capital stays one
	}
	return to
}

// hash draws what the voice does with a word.
func (v *voice) hash(word int) uint64 {
	if v.own != 0 && mix(v.own, uint64(word))%changed == 0 {
		return mix(v.own, uint64(word)+1<<32)
	}
	return mix(v.seed, uint64(word))
}

// rank is the derived word that a hash stands for: of a Pareto distribution.
func (v *voice) rank(hash uint64) int {
	u := (float64(hash>>11) + 1) / (1 << 53)
	return int(spread*(1/u-1)) % v.vocabulary.derived()
}

// mix makes a number that looks random of two (splitmix64).
func mix(a, b uint64) uint64 {
	z := a + (b+1)*0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// usage is which words were written.
type usage struct{ words, derived bits }

func (u *usage) add(other *usage) {
	u.words.add(other.words)
	u.derived.add(other.derived)
}

// distinct counts the words, those that are spelled alike once.
func (u *usage) distinct(v *vocabulary) int {
	seen := map[string]bool{}
	u.words.each(func(i int) { seen[v.words[i]] = true })
	u.derived.each(func(i int) { seen[string(v.derive(nil, i))] = true })
	return len(seen)
}

// bits is a set of small numbers.
type bits []uint64

func (b *bits) set(i int) {
	b.grow(i>>6 + 1)
	(*b)[i>>6] |= 1 << (i & 63)
}

func (b *bits) grow(n int) {
	if n > len(*b) {
		*b = append(*b, make(bits, n-len(*b))...)
	}
}

func (b *bits) add(other bits) {
	b.grow(len(other))
	for i, word := range other {
		(*b)[i] |= word
	}
}

func (b *bits) each(do func(int)) {
	for i, word := range *b {
		for j := range 64 {
			if word>>j&1 != 0 {
				do(i<<6 + j)
			}
		}
	}
}
