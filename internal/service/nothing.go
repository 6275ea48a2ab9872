package service

import (
	"strings"
	"unicode/utf8"

	"manicule/internal/pattern"
)

// failure finds what services write in the place of a text that they could
// not get.
var failure = pattern.Lazy(`(?i)(?:can(?:no|['’])t|cannot|could(?: not|n['’]t)|unable to|fail(?:ed|ure|s)? to|was not able to|were not able to|error while|ne peut pas) ` +
	`(?:be )?(?:retriev|fetch|extract|pars|load|download|sav|récupér)|errors_during_fetching|your link is being saved|content (?:is )?not (?:available|fetched)|no content (?:available|found)`)

// SaysNothing reports whether a text is empty, or only says that the service
// could not get it.
func SaysNothing(text string) bool {
	const most = 600 // what says so is short
	text = strings.TrimSpace(text)
	return text == "" || utf8.RuneCountInString(text) <= most && failure().MatchString(text)
}
