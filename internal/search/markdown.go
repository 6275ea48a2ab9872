package search

import "strings"

// forms are what a query consists of besides qualifiers.
var forms = []struct{ examples, help string }{
	{"`japan alliance`", "both words, in any order and in any form (alliance, alliances); case and accents don't matter; the last word may be unfinished"},
	{"`\"free trade\"`", "these words side by side, in this form"},
	{"`c++` `.net` `@name` `--all`", "the word with its sign; in `node.js`, `gpt-4`, `10%`, `std::vector` what is written so comes first"},
	{"`\"=>\"`", "signs alone"},
	{"`~goverment`", "also words that are spelled nearly so: a letter too many, too few or another, or two that changed places; two such slips in words of six letters and more"},
	{"`-war` `NOT war`", "without the word; also before phrases, parentheses and qualifiers"},
	{"`war OR peace`", "either; `OR` in capitals"},
	{"`(war OR peace) treaty`", "parentheses group"},
	{"`alli*` `\"free tr\"*`", "the last word may go on"},
	{"`/colou?r/`", "a pattern (regular expression) in title or text; small letters stand for capitals too, unless there is a capital; write `\\/` for a slash"},
}

// QueryMarkdown is the table of the query language for the manual.
func QueryMarkdown() string {
	var b strings.Builder
	row := func(query, means string) { b.WriteString("| " + query + " | " + means + " |\n") }
	row("query", "means")
	row("---", "---")
	for _, f := range forms {
		row(f.examples, f.help)
	}
	for _, q := range qualifiers {
		row("`"+strings.Join(q.examples, "` `")+"`", q.meaning())
	}
	return b.String()
}

// meaning is the qualifier's help with its values and other names.
func (q *qualifier) meaning() string {
	s := q.help
	if len(q.choices) > 0 {
		s += ": " + strings.Join(q.values(), ", ")
	}
	for _, alias := range q.aliases {
		s += "; also `" + alias + ":`"
	}
	return s
}
