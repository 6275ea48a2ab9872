package script

import (
	"strings"
	"unicode/utf8"
)

// closing are quotation marks and those that close what they open.
var closing = map[rune]string{
	'"': `"`, '“': "”", '„': "“”", '‟': "”", '«': "»", '»': "«", '「': "」", '『': "』", '《': "》", '〈': "〉", '＂': "＂",
}

// Quoted sets a text in quotation marks, unless one pair of its own holds all
// of it already.
func Quoted(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	last, lastSize := utf8.DecodeLastRuneInString(s)
	if shut := closing[first]; shut != "" && strings.ContainsRune(shut, last) && len(s) > size {
		if inner := s[size : len(s)-lastSize]; !strings.ContainsRune(inner, first) && !strings.ContainsAny(inner, shut) {
			return s
		}
	}
	return "“" + s + "”"
}
