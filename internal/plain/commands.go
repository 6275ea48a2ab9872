package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"manicule/internal/article"
)

// need is what a command can't do without.
type need int

const (
	anArticle need = 1 << iota
	aCollection
	aStored = anArticle | aCollection // an article of a collection
	nothing = need(0)
)

// command is a word that the reader types. The words after it are its
// argument.
type command struct {
	name, short string // short is another name, for the most used ones
	args        string // for the help
	help        string
	needs       need
	run         func(*Conversation, string) error
}

// group is a part of the help.
type group struct {
	title    string
	commands []command
}

// notesGroup is the part of the help that a command for each kind begins.
const notesGroup = "Notes"

// commands are all commands. It is a function, because help lists them and
// the kinds of notes are the reader's.
func commands() []group {
	groups := ownCommands()
	i := slices.IndexFunc(groups, func(g group) bool { return g.title == notesGroup })
	groups[i].commands = slices.Concat(markers(groups), groups[i].commands)
	return groups
}

// ownCommands are those that don't depend on the configuration.
func ownCommands() []group {
	return []group{
		{"The collection", []command{
			{"list", "l", "[QUERY]", "list the articles that a query finds, or all", aCollection, (*Conversation).list},
			{"search", "s", "QUERY", "list the articles that a query finds, with the passage that answers it best; opening one goes there", aCollection, (*Conversation).search},
			{"whole", "", "", "list the whole collection, or only the folder that was opened", aCollection, (*Conversation).whole},
			{"sort", "", "[ORDER]", "list again in another order: relevance, path, title, date, length, left or read; a minus before it reverses it", aCollection, (*Conversation).sort},
			{"open", "o", "NUMBER|NAME", "open an article: a number of the list, a path, or a part of its name", aCollection, (*Conversation).openNamed},
			{"like", "", "[NUMBER]", "list articles similar to one of the list, or to the open one", aCollection, (*Conversation).like},
			{"copies", "", "", "list duplicates of the open article", aStored, (*Conversation).copies},
			{"searches", "", "", "list the saved searches; a number runs one", aCollection, (*Conversation).searches},
			{"save", "", "NAME", "save the last query under a name", aCollection, (*Conversation).saveSearch},
			{"statistics", "", "", "show what you read in the last two weeks", aCollection, (*Conversation).statistics},
			{"forget", "", "NAME|NUMBER", "remove a saved search", aCollection, (*Conversation).forgetSearch},
		}},
		{"Reading", []command{
			{"next", "n", "[NUMBER|all]", "read the next paragraph, as many as a number says, or all; so does an empty line", anArticle, (*Conversation).next},
			{"previous", "p", "[NUMBER]", "read the previous paragraph, or go back NUMBER paragraphs", anArticle, (*Conversation).previous},
			{"paragraph", "", "[NUMBER]", "read the paragraph of that number, or the last one again; so does a number alone", anArticle, (*Conversation).paragraph},
			{"percent", "", "NUMBER", "go to that part of the article, and read there; 40% is short for it", anArticle, (*Conversation).percent},
			{"top", "", "", "go to the beginning", anArticle, (*Conversation).top},
			{"bottom", "", "", "read the last paragraph", anArticle, (*Conversation).bottom},
			{"sentences", "", "[NUMBER]", "read a paragraph sentence by sentence, each with its number", anArticle, (*Conversation).sentences},
			{"headings", "h", "", "list the headings; a number goes to one", anArticle, (*Conversation).headings},
			{"find", "f", "WORDS", "find words or /a pattern/ in the article, and read where they stand", anArticle, (*Conversation).find},
			{"match", "m", "[next|previous|NUMBER|list]", "go to another match and read there", anArticle, (*Conversation).match},
			{"links", "", "[all]", "list the links of the paragraph, or of the whole article; a number follows one", anArticle, (*Conversation).listLinks},
			{"follow", "", "NUMBER", "follow the link of that number", anArticle, (*Conversation).follow},
			{"footnote", "", "[NAME]", "read a footnote, or list them, without moving", anArticle, (*Conversation).footnote},
			{"backlinks", "", "", "list the articles and notes that link here; a number opens one", aStored, (*Conversation).backlinks},
			{"mark", "", "[LETTER]", "mark this place with a letter, or list the marks", aStored, (*Conversation).setMark},
			{"go", "g", "LETTER", "go to a marked place", aStored, (*Conversation).goToMark},
			{"back", "b", "", "go back to where you were before a jump, in another article too", nothing, (*Conversation).back},
			{"forward", "", "", "undo back", nothing, (*Conversation).forward},
			{"where", "w", "", "say where you are", nothing, (*Conversation).where},
			{"info", "i", "", "show information about the article", anArticle, (*Conversation).info},
			{"run", "", "[COMMAND [WHERE]]", "run a command of your own on a passage, or list those that the configuration has", anArticle, (*Conversation).runOwn},
			{"page", "", "", "read all of a web page, or again only its article; undo takes it back", anArticle, (*Conversation).wholePage},
			{"quote", "", "[WHERE]", "print a passage with its source, for copying", anArticle, (*Conversation).quote},
			{"read", "", "[all]", "mark the article read, or all of the list", aCollection, (*Conversation).markRead},
			{"unread", "", "[all]", "mark the article unread, or all of the list", aCollection, (*Conversation).markUnread},
			{"star", "", "[all]", "star or unstar the article, or all of the list", aCollection, (*Conversation).star},
			{"archive", "", "[all]", "put the article out of the list, where is:archived finds it, or back; or all of the list", aCollection, (*Conversation).archive},
			{"trash", "", "[all] [yes yes]", "move the article, or all of the list, to the system's trash, once that is said twice; its notes stay, and undo brings it back", aCollection, (*Conversation).trash},
			{"tag", "", "[TAG...]", "give the article tags, or list those it has", aStored, (*Conversation).tag},
			{"untag", "", "TAG...", "remove tags", aStored, (*Conversation).untag},
			{"after", "", "", "open the next article of the list", aCollection, (*Conversation).after},
			{"before", "", "", "open the article before this one in the list", aCollection, (*Conversation).before},
			{"close", "", "", "close the article; the place is kept", anArticle, (*Conversation).closeArticle},
		}},
		{notesGroup, []command{
			{"note", "", "[WHERE|article]", "write a note on a passage, or on the whole article; a line with a full stop alone ends it", aStored, (*Conversation).writeNote},
			{"notes", "", "[all [QUERY]]", "list the notes on the article, or of the whole collection; a number goes to one", nothing, (*Conversation).listNotes},
			{"edit", "", "NUMBER", "replace the text of a note", aStored, (*Conversation).editNote},
			{"append", "", "NUMBER", "add to the text of a note", aStored, (*Conversation).appendNote},
			{"kind", "", "NUMBER KIND", "change what kind of note it is", aStored, (*Conversation).changeKind},
			{"label", "", "NUMBER [TAG...]", "give a note these tags, or none", aStored, (*Conversation).label},
			{"attach", "", "NUMBER WHERE", "attach a note to another passage", aStored, (*Conversation).attach},
			{"delete", "", "NUMBER", "delete a note", aStored, (*Conversation).deleteNote},
			{"review", "", "[keep|dismiss]", "review the next of today's notes; keep goes on, dismiss never shows it again", aCollection, (*Conversation).review},
			{"merge", "", "[NUMBER [mine|theirs|both]]", "list conflicting copies of the notes, or merge one; of notes that both changed keep both versions, or one", aStored, (*Conversation).merge},
			{"whose", "", "[NUMBER|none]", "say which article a missing one is now, so that its notes follow", aCollection, (*Conversation).whose},
			{"export", "", "FILE [QUERY]", "write the notes of the collection that a query finds, or all, to a new file: .md, .org, .csv or .jsonld", aCollection, (*Conversation).export},
			{"undo", "u", "", "undo the last change", nothing, (*Conversation).undo},
			{"redo", "", "", "redo what was undone", nothing, (*Conversation).redo},
			{"drafts", "", "[keep|drop NUMBER]", "list unfinished notes, keep one or drop it", aCollection, (*Conversation).listDrafts},
		}},
		{"The conversation", []command{
			{"width", "", "[NUMBER]", "wrap lines at NUMBER columns; 0 turns wrapping off", nothing, (*Conversation).setWidth},
			{"help", "?", "[COMMAND|query|where]", "list the commands, or explain one of them, queries, or what WHERE can be", nothing, (*Conversation).help},
			{"quit", "q", "", "quit; everything is saved", nothing, (*Conversation).quit},
		}},
	}
}

// whereHelp tells what WHERE can be.
const whereHelp = "WHERE is a passage: 5 is paragraph 5, 5.2 is its second sentence, 5.2-4 are its sentences 2 to 4, 5-7 are three paragraphs, and \"some words\" in quotation marks are these words, in the paragraph read last if they stand there. Without WHERE it is the paragraph read last."

// lookUp finds a command by its name, its other name, or a beginning that
// only it has.
func lookUp(word string) (command, error) {
	var fit []command
	lower := strings.ToLower(word)
	for _, g := range commands() {
		for _, c := range g.commands {
			switch {
			case lower == c.name || lower == c.short:
				return c, nil
			case strings.HasPrefix(c.name, lower):
				fit = append(fit, c)
			}
		}
	}
	switch len(fit) {
	case 1:
		return fit[0], nil
	case 0:
		return command{}, fmt.Errorf("there is no command %s; type help for all of them, or search and words to look for", quoted(word))
	}
	names := make([]string, len(fit))
	for i, c := range fit {
		names[i] = c.name
	}
	return command{}, fmt.Errorf("%s could be %s: type more of it", quoted(word), either(names))
}

// either joins words as in "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// help lists the commands, or explains what it is asked about.
func (c *Conversation) help(arg string) error {
	switch arg {
	case "":
		c.helpAll()
		return nil
	case "query":
		c.out.say("%s", queryHelp)
		return nil
	case "where", "WHERE":
		c.out.say("%s", whereHelp)
		return nil
	}
	cmd, err := lookUp(arg)
	if err != nil {
		return err
	}
	c.out.say("%s: %s", cmd.usage(), sentence(cmd.help))
	if strings.Contains(cmd.args, "WHERE") {
		c.out.say("%s", whereHelp)
	}
	return nil
}

func (c *Conversation) helpAll() {
	c.out.say("A command can be cut short as long as no other begins like that. An empty line goes on, a number chooses from what was last listed.")
	for _, g := range commands() {
		c.out.say("\n%s", sentence(g.title))
		for _, cmd := range g.commands {
			c.out.say("%s: %s", cmd.usage(), sentence(cmd.help))
		}
	}
	c.out.say("\n%s", whereHelp)
}

// usage is a command as it is typed.
func (c command) usage() string {
	usage := c.name
	if c.short != "" {
		usage += ", " + c.short
	}
	if c.args != "" {
		usage += " " + c.args
	}
	return usage
}

// Markdown is the table of the commands for the manual.
func Markdown() string {
	var b strings.Builder
	for i, g := range commands() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "| %s | |\n| --- | --- |\n", g.title)
		for _, c := range g.commands {
			fmt.Fprintf(&b, "| `%s` | %s |\n", strings.ReplaceAll(c.usage(), "|", `\|`), strings.ReplaceAll(c.help, "|", `\|`))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", whereHelp)
	return b.String()
}

func (c *Conversation) quit(string) error {
	c.left = true
	return nil
}

// setWidth changes where lines are wrapped, or says where they are.
func (c *Conversation) setWidth(arg string) error {
	if arg != "" {
		n, err := strconv.Atoi(arg)
		if err != nil || n < 0 || n > 0 && n < narrowest {
			return fmt.Errorf("width takes a number of columns from %d on, or 0", narrowest)
		}
		c.out.fixed, c.out.width = n, n
	}
	if c.out.width == 0 {
		c.out.say("Lines are not wrapped.")
		return nil
	}
	c.out.say("Lines are wrapped at %d columns.", c.out.width)
	return nil
}

// narrowest is the least number of columns that lines are wrapped at.
const narrowest = 10

// SetWidth has lines wrapped at that many columns, whatever the screen's width;
// 0 is not at all.
func (c *Conversation) SetWidth(columns int) { c.out.fixed = columns }

func cutWord(line string) (word, rest string) {
	word, rest, _ = strings.Cut(line, " ")
	return word, strings.TrimSpace(rest)
}

func isNumber(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

func atLeastOne(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%s is no number from 1 on", quoted(s))
	}
	return n, nil
}

// wordsIn are the words of an argument, each once.
func wordsIn(arg string) []string {
	var all []string
	for w := range strings.FieldsSeq(strings.ReplaceAll(arg, ",", " ")) {
		if w = article.Tag(w); w != "" && !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}
