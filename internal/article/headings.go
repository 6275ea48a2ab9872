package article

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/pattern"
	"manicule/internal/script"
)

// A candidate is a line of plain text that stands alone, with what stands
// around it.
type candidate struct {
	line       string
	words      int // characters of scripts without spaces count as half a word each
	runes      int
	prev, next *block // nil at the ends
	run        int    // how many candidates in a row it belongs to
	place      int    // its place in that row, from 0
	top        bool   // the row begins the text
	above      bool   // no paragraph stands before it
	opened     bool   // the row follows a line that ends in a colon
	followed   bool   // a paragraph follows the row
	dense      float64
	repeated   bool
	listed     bool
	credited   bool // a day stands above the text, and no author is known
	quoted     bool // it is in quotation marks, and said in the text too
	counted    bool // the line before or after it has the number before or after its own
}

// markHeadings makes headings of the lines that the rules find to be ones. It
// goes up from the end: what a line would head is judged before the line. A
// question is a heading beside other headings or other questions; one alone
// amid prose is prose. Where a day stands above the text and no author is known,
// nameless, a name may.
func markHeadings(blocks []block, nameless bool) {
	cands := candidates(blocks)
	for i, c := range cands {
		c.credited = nameless
		cands[i] = c
	}
	markPulled(blocks, cands)
	var asking, goingOn []int
	found := markCount(blocks, cands)
	for i := len(blocks) - 1; i >= 0; i-- {
		c, ok := cands[i]
		switch {
		case !ok || blocks[i].shape == heading:
		case !c.isHeading():
			if asks(c.line) && conjunction().MatchString(c.line) && strings.Count(c.line, "?") == 1 && c.isHeadingBut(goesOn) {
				goingOn = append(goingOn, i)
			}
		case asks(c.line):
			asking = append(asking, i)
		default:
			found++
			blocks[i].mark(c)
		}
	}
	if found == 0 && len(asking) < 2 {
		return
	}
	if len(asking) > 1 { // an interview
		asking = append(asking, goingOn...)
	}
	for _, i := range asking {
		blocks[i].mark(cands[i])
	}
}

// markPulled tells of lines in quotation marks whether the text says the same:
// sites repeat a sentence in large letters.
func markPulled(blocks []block, cands map[int]candidate) {
	const most = 20
	looked := 0
	for i, b := range blocks {
		c, ok := cands[i]
		if !ok || !strings.ContainsRune("\"“„«", firstRune(c.line)) || c.words < 3 || looked == most {
			continue
		}
		looked++
		said := strings.Trim(b.text(), "\"“”„«» ")
		for j, other := range blocks {
			c.quoted = c.quoted || j != i && len(other.lines) > 0 && strings.Contains(strings.Join(other.lines, " "), said)
		}
		cands[i] = c
	}
}

// countAlone is a section's number alone on its line.
var countAlone = pattern.Lazy(`^(?:[IVX]{1,5}|\d{1,2})\.?$`)

// markCount makes headings of numbers alone on their lines that count from one
// on, between whole paragraphs, and tells how many.
func markCount(blocks []block, cands map[int]candidate) int {
	var at []int
	for i, b := range blocks {
		if len(b.lines) != 1 || !countAlone().MatchString(b.text()) || i+1 == len(blocks) {
			continue
		}
		if n, ok := countOf(strings.TrimSuffix(b.text(), ".")); !ok || n != len(at)+1 || len(at) > 0 && !endsSentence(blocks[i-1].text()) {
			return 0
		}
		at = append(at, i)
	}
	if len(at) < 2 {
		return 0
	}
	for _, i := range at {
		blocks[i].mark(candidate{line: blocks[i].text()})
		delete(cands, i)
	}
	return len(at)
}

// countOf is the number that figures or Roman letters write.
func countOf(s string) (int, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, true
	}
	sum := 0
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10}
	for i := range len(s) {
		v := values[s[i]]
		if i+1 < len(s) && values[s[i+1]] > v {
			v = -v
		}
		sum += v
	}
	return sum, sum > 0
}

// mark makes the block the heading that it was judged to be, without the sign
// that links to it.
func (b *block) mark(c candidate) {
	b.shape, b.level, b.lines = heading, level(c.line), []string{editSign().ReplaceAllString(strings.TrimRight(c.line, " ¶"), "")}
}

// editSign is what wikis put behind their headings.
var editSign = pattern.Lazy(`(?i)\s?\[(?:edit(?: source)?|bearbeiten|modifier|editar|modifica|править|編集|编辑|編輯|편집|edytuj|bewerken|redigera)(?: ?\| ?[^\]]*)?\]$`)

// isHeading sums the points of the rules that hold; those that alone decide
// against a heading, which cost the most to test, are asked last.
func (c candidate) isHeading() bool { return c.isHeadingBut("") }

// isHeadingBut is isHeading without the rule of that name.
func (c candidate) isHeadingBut(rule string) bool {
	points := 0
	for _, r := range headingRules {
		if r.name != rule && r.points != never && r.holds(c) {
			points += r.points
		}
	}
	return points > 0 && !slices.ContainsFunc(headingRules, func(r headingRule) bool { return r.points == never && r.holds(c) })
}

// numbered is a line with a section's number: "2. Methods", "2.1 Data", "Step 3".
var numbered = pattern.Lazy(`^(?:(?:(?i:Step|Chapter|Part|Section|Phase|Lesson|Rule|Act|Scene|Appendix|Tip|Day|Week|Book|Kapitel|Teil|Abschnitt|Chapitre|Partie|Capítulo|Capitolo|Parte|Глава|Часть)) )?(\d{1,2}(?:\.\d{1,2})*)(?:[.):]?$|[.):]? +["“‘«]?[\p{Lu}\p{Lo}])` +
	`|^(?i:Chapter|Part|Section|Act|Scene|Appendix|Book|Kapitel|Teil|Chapitre|Partie|Capítulo|Capitolo|Parte|Глава|Часть) (?:[IVXL]+|[A-Z]|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)(?:$|[.:] |[ ,] ?[—–-])` +
	`|^第[一二三四五六七八九十百\d]+[章节節部篇回話编編](?:$|[\s：:　])|^제 ?\d+ ?[장절부]`)

// level is 2, and deeper for a number of several parts.
func level(line string) int {
	if m := numbered().FindStringSubmatch(line); m != nil {
		return min(6, 2+strings.Count(m[1], "."))
	}
	return 2
}

// candidates finds the lines that the rules are to judge, by block.
func candidates(blocks []block) map[int]candidate {
	cands := map[int]candidate{}
	singles, bodies := 0, 0
	for i := 0; i < len(blocks); {
		n := i
		for n < len(blocks) && isCandidate(blocks[n]) {
			n++
		}
		singles += n - i
		for j := i; j < n; j++ {
			c := candidate{line: blocks[j].text(), run: n - i, place: j - i, top: i == 0, above: bodies == 0}
			c.words, c.runes = wordsIn(c.line), utf8.RuneCountInString(c.line)
			for k := j - 1; k >= 0 && (k == j-1 || isAside(blocks[k+1])); k-- {
				c.prev = &blocks[k]
			}
			for k := j + 1; k < len(blocks) && (k == j+1 || isAside(blocks[k-1])); k++ {
				c.next = &blocks[k]
			}
			c.opened = i > 0 && strings.HasSuffix(blocks[i-1].text(), ":")
			c.followed = n < len(blocks)
			cands[j] = c
		}
		if n == i && isBody(blocks[i]) {
			bodies++
		}
		i = max(n, i+1)
	}
	seen, listed := map[string]int{}, map[string]bool{}
	for _, c := range cands {
		seen[label(c.line)]++
	}
	for i, b := range blocks {
		if c, ok := cands[i]; ok {
			c.listed = listed[c.line] && c.run <= 2
			c.repeated = seen[label(c.line)] > 1 && !c.listed
			c.dense = float64(singles) / float64(len(blocks))
			c.counted = countsOn(c.prev, b.text()) || c.next != nil && countsOn(&b, c.next.text())
			cands[i] = c
		}
		if c := cands[i]; c.run > 2 || b.shape == lined {
			for _, l := range b.lines {
				listed[strings.TrimSpace(l[len(bullet().FindString(l)):])] = true
			}
		}
	}
	return cands
}

// label is what a line begins with before a colon, else the line.
func label(line string) string {
	before, _, _ := strings.Cut(line, ": ")
	return before
}

// Lengths of headings.
const (
	longestHeading  = 120 // characters
	longestUnspaced = 30  // characters of scripts without spaces
)

// isCandidate reports whether a block is one short line that is no sentence
// and doesn't stand wholly in brackets, as remarks and credits do.
func isCandidate(b block) bool {
	if b.shape != flowing || len(b.lines) != 1 {
		return false
	}
	t := b.text()
	return utf8.RuneCountInString(t) <= longestHeading && unspaced(t) <= longestUnspaced && hasLetter(t) && !endsClause(t) && !isItem(t) && !isAside(b)
}

// isAside reports whether a block is one line in brackets.
func isAside(b block) bool {
	t := b.text()
	return len(b.lines) == 1 && strings.ContainsRune("([（【", firstRune(t)) && strings.ContainsRune(")]）】", lastRune(t))
}

// endsClause reports whether a line ends as sentences do and headings don't,
// in any script: with a full stop or a comma, before closing quotes too. What
// asks, exclaims, breaks off or introduces may be a heading yet.
func endsClause(s string) bool {
	r := lastRune(strings.TrimRight(s, " \"'”’»」』"))
	return script.EndsClause(r) && !strings.ContainsRune(askers+exclaimers+":：…", r)
}

const (
	closers    = " \"'”’»)]）」』】"
	askers     = "?？؟՞⁇⁈"
	exclaimers = "!！՜‼⁉"
)

// asks reports whether a line is a question.
func asks(s string) bool {
	return strings.ContainsRune(askers, lastRune(strings.TrimRight(s, closers)))
}

// unspaced counts the characters of scripts without spaces between words.
func unspaced(s string) (n int) {
	for _, r := range s {
		if script.Unspaced(r) {
			n++
		}
	}
	return n
}

// wordsIn counts words, two characters of scripts without spaces as one.
func wordsIn(s string) int {
	if n := unspaced(s); n > 0 {
		return (n+1)/2 + strings.Count(s, " ")
	}
	return len(strings.Fields(s))
}

// proseLength is the length of a text in letters: a character of a script
// without spaces says as much as six.
func proseLength(s string) int { return utf8.RuneCountInString(s) + 5*unspaced(s) }

// countsOn reports whether the number before a line follows that before the
// block above it, as in lists: 2.1 and 2.2, but not 2 and 2.1.
func countsOn(above *block, line string) bool {
	if above == nil {
		return false
	}
	a, b := numbered().FindStringSubmatch(above.text()), numbered().FindStringSubmatch(line)
	if a == nil || b == nil || a[1] == "" || b[1] == "" {
		return false
	}
	x, y := strings.Split(a[1], "."), strings.Split(b[1], ".")
	m, _ := strconv.Atoi(x[len(x)-1])
	n, _ := strconv.Atoi(y[len(y)-1])
	return len(x) == len(y) && n == m+1
}

// isItem reports whether a line is an item of a list and no numbered heading.
func isItem(line string) bool { return listItem().MatchString(line) && !numbered().MatchString(line) }

// isBody reports whether a block is a paragraph of running text.
func isBody(b block) bool {
	t := b.text()
	return b.shape == flowing && proseLength(t) >= shortestProse && (endsSentence(t) || strings.HasSuffix(t, ":") || len(t) > 160)
}

// isShort reports whether a neighbour is a single line and no paragraph.
func isShort(b *block) bool { return b != nil && b.shape == flowing && !isBody(*b) }

var (
	// bullet is what stands before an item.
	// listItem is a line with a bullet or a number before it.
	bullet   = pattern.Lazy(`^ *(?:[-+*•·▪◦‣–—]|\d{1,2}[.)]) +`)
	listItem = pattern.Lazy(`^(?:[-+*•·▪◦‣–—] |\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)] )`)
	// notice is a line that sites put between paragraphs: an advertisement, a
	// teaser, a button, a date.
	notice = pattern.Lazy(`(?i)^(?:advert|sponsored|promoted|(?:also )?read(?: more| also| next|:)|also read|more from |more on this|(?:related|recommended|most read|popular|latest|trending|top)(?: articles?| stories| story| posts?| topics?| reading| coverage| news|:|$)|see also:|share(?: this| on| via| article| page| story|$)|about sharing|from wikipedia|from \pL+, the free encyclop|article réservé|réservé aux|il vous reste|nur für abonn|exklusiv für|subscribers? only|for subscribers|para suscriptores|ajouter à vos|in pocket speichern|vorlesen$|druckansicht|merken$|drucken$|add to (?:favou?rites|bookmarks|your|my)|save (?:for later|article|story|this)|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|läs också|läs mer|sign up|subscribe|newsletter$|follow (?:us|@)|listen(?: to|$)|loading|story continues|continue reading|keep reading|click here|skip (?:to|ad)|source:|sources:|copyright|©|\(c\) |all rights|(?:last |first )?(?:updated?|published|posted|modified):? (?:on |at |by )?.*\d|by \p{Lu}[\pL.]+ |(?:written|edited|reporting|editing|additional reporting|reviewed|translated) by|with files from|fig(?:ure|\.) \d|\d+ (?:min(?:ute)?s?|comments?|shares?|views?|likes?)\b|(?:leave a )?(?:comment|reply)s?$|view comments|tags?:|filed under|posted in|publié(?:e)? le |mis à jour|modifié le|veröffentlicht|aktualisiert|stand: ?\d|erstellt am|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|publicerad|uppdaterad|opublikowano|опубликовано|обновлено|发布|發布|更新|公開|投稿日|입력|수정|e-?mail|tweet|print$|facebook$|twitter$|whatsapp$|watch:|video:|getty images|contributing: |with \pL+ wires$|iklan$|advertorial|text size|learn more$|recent (?:articles|posts|stories|news|comments)$|(?:popular|most read|trending) (?:this|today|now)|more (?:great |top )?\pL+ (?:stories|news|articles|posts)$|bookmark (?:and|&) share|get \S.* (?:on the go|app)\b|also: (?:see|read)|(?:opinion|guest|contributing|staff) (?:columnist|writer|contributor|reporter)$|this (?:article|story|post) (?:was|is|has|first|originally|appeared))`)
	// pagePart is what pages have around their text: players, comments,
	// contents, links to other pages, in the languages that news are saved in.
	pagePart = pattern.Lazy(`(?i)^(?:(?:play|pause|mute|unmute|fullscreen|replay|rewind|captions?|subtitles?|settings|loading|download|menu|close|search|login|log in|sign in|register|home|back|next|previous|skip|top)(?: (?:video|audio|clip|this|off|on|pdf|app|article|post|story|page))*$|(?:current|remaining|elapsed) time\b|duration:? \d|loaded: |playback (?:rate|speed)|stream type|video player|media (?:caption|playback)|image (?:caption|source|credit)|` +
		`read (?:the )?(?:full|more|original|whole|complete|rest|entire|next)\b|(?:see|view|show|read|load) (?:all|more|full)\b|comments? ?(?:\(|\[|:|$|\d|are )|(?:no|\d+) (?:comments?|replies|responses|reactions|notes)\b|(?:post|add|write|join|leave)(?: a| your| the)? (?:comment|reply|conversation|discussion)|` +
		`(?:table of )?contents:?$|in this (?:article|issue|story|guide|post|section)|on this page|jump to|you (?:may|might|’d|'d|will)(?: also)? (?:like|enjoy|be interested)|(?:more|other) (?:stories|articles|posts|news|from|on|in)\b|(?:recommended|suggested|picked) for you|don[’']t miss|up next:|about the (?:author|writer)s?|share:?$|share (?:this|on|via|to|with|the)\b|(?:get|buy|order|find|see|check) (?:it|them|this|yours) (?:on|at|from|now|here)\b|(?:buy|order|shop|donate|subscribe|register|apply|join|try|download)(?: it)? (?:now|here|today|free)\b|click\b|permalink|trackbacks?|advertis|cookies?(?: policy| settings)?$|privacy policy|terms of (?:use|service)|` +
		`lesen sie auch|mehr zum thema|auch interessant|inhalt(?:sverzeichnis)?$|kommentare?(?: |$)|teilen$|lire aussi|à lire aussi|sommaire$|table des matières|commentaires?(?: |$)|partager|leggi anche|potrebbe interessarti|commenti|indice$|condividi|lea (?:también|además)|más información$|te puede interesar|comentarios|compartir|índice$|leia (?:também|mais)|veja também|compartilhe|lees ook|читайте также|комментарии|содержание$|оглавление|поделиться|czytaj (?:też|także)|目次$|関連記事|あわせて読みたい|コメント|目录$|目錄$|相关(?:阅读|文章|新闻)|延伸阅读|评论|관련 ?기사|목차$|댓글)`)
	// caption is a picture's or a table's number, and one of a count.
	caption = pattern.Lazy(`(?i)^(?:fig(?:ure|\.)?|table|photo(?:graph)?|image|picture|plate|chart|graph|map|diagram|slide|video|listing|exhibit|abb(?:ildung|\.)|tabelle|bild|tableau|figura|tabla|tabella|рис(?:унок|\.)|таблица) ?\d+(?:[a-z]\b|[.:)\s]|$)|^[图圖図表] ?[\d一二三四五六七八九十]+|^그림 ?\d+|^(?:图|圖|图片|写真|사진|그림|foto|photo|bild|imagen|image|immagine|фото|zdjęcie) ?[:：=]|^\d+ ?(?:of|/) ?\d+\b`)
	// mailbox and street are where people are reached.
	mailbox = pattern.Lazy(`[\pL\d._%+-]+@[\pL\d-]+\.[\pL]|^@\w+$|^\S+\.[a-z]{2,6}/\S*$|^(?:tel|phone|fax|mobile|e-?mail)\b[.:]? |^\+\d[\d ()-]{6,}$`)
	street  = pattern.Lazy(`^\d+[a-z]? (?:\p{Lu}[\pL.]+ )+(?:St|Street|Rd|Road|Ave|Avenue|Lane|Ln|Drive|Dr|Blvd|Boulevard|Way|Square|Place|Court|Terrace|Row|Quay)\b\.?|(?i:p\.? ?o\.? box \d)|, [A-Z]{2} \d{5}\b`)
	// occupation is what is said of authors below their texts.
	occupation = pattern.Lazy(`(?i)\b(?:report|writ|edit|journalis|correspond|author|professor|produc|columnis|lectur|research|fellow|freelance|photograph|histor|teach|direct|found|student|blogg|analy|novel|poet|lives? (?:in|with|by))`)
	// turn is whose turn it is in a talk.
	turn = pattern.Lazy(`^(?:[QAFRP]|Frage|Antwort|Question|Answer|Interviewer|问|答|問|В|О)\d*[:：.] ?`)
	// writtenBy is a line that begins as bylines do.
	writtenBy = pattern.Lazy(`^(?:By|BY|Von|Par|Por|Di|Da|Door|Av|Af|Text|Tekst|Автор|Author|Autor|Auteur|Autore):? ` + name + `(?: \(.*\)|, .*)?$`)
	// commaYear is the end of captions.
	commaYear = pattern.Lazy(`, (?:c\. ?|ca\. ?)?(?:1[5-9]|20)\d\d$`)
	// measure is how much a recipe makes, and how long that takes.
	measure = pattern.Lazy(`(?i)^(?:(?:serves|makes|yields?|servings|prep(?:aration)?(?: time)?|cook(?:ing)?(?: time)?|total time|ready in|difficulty)\b:? ?.*\d|(?:for|für|pour|per|para|для) \d+\b)`)
	// unspacedName is a person's in scripts without spaces, perhaps with what
	// that person did before it.
	unspacedName = pattern.Lazy(`^(?:(?:记者|文|作者|撰文|编辑|責任編集|記者|著者|筆者)[:：/ ]?\s*)?[\p{Han}\p{Katakana}·・]{1,5}[ 　][\p{Han}\p{Hiragana}\p{Katakana}]{1,5}$|^(?:记者|文|作者|撰文|编辑|記者|著者|筆者)[:：/ 　].{1,12}$`)
	// conjunction is what goes on with the sentence before.
	conjunction = pattern.Lazy(`^(?:But|And|So|Or|Yet|Nor|Because|Then|Well|Really|Just|Aber|Und|Oder|Denn|Mais|Et|Ou|Pero|Y|O|Mas|E|Ma|Но|А|И|Или)\b`)
	// result is the end of a line of scores or prices.
	result = pattern.Lazy(`\d+[-–:]\d+$|(?:^| )[-+]\d+(?:\.\d+)?%?$`)
	// sectionName is what sections of most kinds of texts are called.
	sectionName = pattern.Lazy(`(?i)^(?:abstract|introduction|background|overview|summary|methods?|methodology|materials|results?|discussion|conclusions?|references|bibliography|further reading|acknowledge?ments|appendix|notes|faq|ingredients|instructions|directions|preparation|method|equipment|requirements|installation|usage|examples?|licen[cs]e|prologue|epilogue|preface|foreword|zutaten|zubereitung|fazit|einleitung|zusammenfassung|ingrédients|préparation|introducción|conclusión|conclusion|ingredientes|введение|заключение)$`)
	// dateline is where and when an agency's report begins: "TOKYO, April 3 (Reuters) -".
	dateline        = pattern.Lazy(`^\p{Lu}{3,}[\p{Lu} ,.]*(?:,? \p{Lu}\pL+\.? \d{1,2}|\(\p{Lu}[\pL ]+\)).{0,20}$`)
	placeInCapitals = pattern.Lazy(`^\p{Lu}{2}[\p{Lu} .-]*, \p{Lu}[\pL .]+$`)
	codeSigns       = pattern.Lazy(`[{};=|]|^\$ |\$[\pL_{(]|=>|->|--[a-z]|\(\)|^[#./@]`)
	// host is a site's name, and fileName a picture's.
	host     = pattern.Lazy(`(?i)^[\w-]+\.(?:com|org|net|info|co\.uk|de|fr|ru|jp|cn|it|es|nl|pl|br|tv|news)$`)
	fileName = pattern.Lazy(`(?i)^\S+\.(?:jpe?g|png|gif|webp|pdf|mp[34])$|^(?:\w*\d\w*_\S+|[a-z\d]+(?:-[A-Za-z\d]+){3,}-\d+)$`)
	// twoSentences is a sentence's end within the line.
	twoSentences = pattern.Lazy(`[.!?] +\p{Lu}`)
	// pronoun is what sentences begin with and headings rarely.
	pronoun = pattern.Lazy(`^(?:I|We|You|He|She|It|They|This|That|There|These|Those|Here|Thank|Thanks|Please)\b`)
	// credit is the agency or the artist that captions name.
	credit = pattern.Lazy(`(?:Photo|Photograph|Image|Picture|Illustration|Graphic|Screenshot|Credit)s?(?: by| courtesy| credit|:| ©)|Getty Images|^(?i:credit|courtesy of|image copyright|(?:main|lead|cover|header|hero|featured|title) (?:image|photo|picture))\b|Shutterstock|iStock|Wikimedia|Unsplash|(?:^|[/|(] ?)(?:AP|AFP|EPA|AAP|Reuters|REUTERS|TASS|Xinhua|Kyodo)\b`)
)

// A headingRule is a reason for or against a line's being a heading.
type headingRule struct {
	name   string
	points int
	holds  func(c candidate) bool
}

// goesOn is the rule that an interview's questions are free from.
const goesOn = "a question that goes on"

// never is the weight of a rule that alone decides against a heading.
const never = -1000

// headingRules decide what is a heading: a line is one when the points of all
// the rules that hold are positive in sum. The points were fitted to real
// articles saved as text in four ways (TestSavedHeadings measures them) and
// rounded. Each rule has its reason and, in TestHeadingRules, its counter-example.
var headingRules = []headingRule{
	// Most short lines of saved pages are something else: items, captions, code.
	{"a short line", -2, func(candidate) bool { return true }},

	// Where it stands. A section ends with a sentence, and its heading is
	// followed by more than it says itself.
	{"after a sentence", 4, func(c candidate) bool { return c.prev != nil && !isCandidate(*c.prev) && endsSentence(c.prev.text()) }},
	{"after a list", 3, func(c candidate) bool {
		return c.prev != nil && (c.prev.shape != flowing || !endsSentence(c.prev.text()) && isItem(c.prev.text()))
	}},
	{"alone", 1, func(c candidate) bool { return c.run == 1 }},
	{"under another heading", 2, func(c candidate) bool { return c.run == 2 && c.place == 1 }},
	{"before a paragraph", 1, func(c candidate) bool { return c.next != nil && isBody(*c.next) }},
	{"before something longer", 2, func(c candidate) bool { return c.next != nil && utf8.RuneCountInString(c.next.text()) > 3*c.runes }},
	{"before what introduces a list", 3, func(c candidate) bool { return c.next != nil && strings.HasSuffix(c.next.text(), ":") }},
	{"before a list", 2, func(c candidate) bool { return c.next != nil && listItem().MatchString(c.next.text()) }},
	// Short lines among short ones are a list, verse, a table or a dialogue.
	{"among short lines", -2, func(c candidate) bool { return isShort(c.prev) && isShort(c.next) }},
	{"half the text is short lines", -2, func(c candidate) bool { return c.dense > .5 }},
	// "They are:" is followed by what they are.
	{"after a colon", -4, func(c candidate) bool { return c.opened && c.place == 0 }},
	// A heading heads something; what ends a text is a signature or a credit.
	{"nothing follows", never, func(c candidate) bool { return c.next == nil }},
	{"no paragraph follows", -4, func(c candidate) bool { return !c.followed }},
	// Under the title stands who wrote it, before a date or a caption.
	{"under a name under the title", -8, func(c candidate) bool {
		return c.top && c.place == 1 && names().MatchString(c.prev.text()) && !numbered().MatchString(c.prev.text())
	}},
	{"name beside the day", never, func(c candidate) bool {
		return c.above && c.credited && (names().MatchString(c.line) || unspacedName().MatchString(c.line)) && !numbered().MatchString(c.line)
	}},
	{"among the lines above the text", -6, func(c candidate) bool {
		return c.above && c.run > 2 && c.place+1 < c.run && !numbered().MatchString(c.line) && !sectionName().MatchString(c.line)
	}},
	{"a publication's name above the text", never, func(c candidate) bool {
		return c.above && c.words <= 4 && publication().MatchString(c.line) && capitalised(c.line) && !numbered().MatchString(c.line)
	}},
	{"name under the title", -4, func(c candidate) bool {
		return c.prev == nil && c.next != nil && !isBody(*c.next) && names().MatchString(c.line) && !numbered().MatchString(c.line)
	}},

	// What it says and how. Headings are short, begin like a sentence and don't
	// end like one, unless they ask.
	{"few words", 1, func(c candidate) bool { return c.words <= 6 }},
	{"many words", -2, func(c candidate) bool { return c.words > 9 }},
	{"capitals as titles have", 4, func(c candidate) bool { return c.words > 9 && titleCase(c.line) }},
	{"very many words", -4, func(c candidate) bool { return c.words > 13 }},
	{"a question", 2, func(c candidate) bool { return asks(c.line) }},
	{goesOn, -12, func(c candidate) bool { return asks(c.line) && conjunction().MatchString(c.line) }},
	{"an exclamation", -7, func(c candidate) bool {
		return strings.ContainsRune(exclaimers, lastRune(strings.TrimRight(c.line, closers)))
	}},
	{"a number before it", 7, func(c candidate) bool { return numbered().MatchString(c.line) }},
	{"a number in a row", -13, func(c candidate) bool { return c.counted }},
	{"a section's usual name", 4, func(c candidate) bool { return sectionName().MatchString(c.line) }},
	{"the sign of a link to it", 20, func(c candidate) bool { return strings.HasSuffix(c.line, "¶") }},
	{"ends in a colon", -10, func(c candidate) bool { return strings.ContainsRune(":：", lastRune(c.line)) }},
	{"a result", -4, func(c candidate) bool { return result().MatchString(c.line) }},
	{"two sentences", -2, func(c candidate) bool { return twoSentences().MatchString(c.line) }},
	{"begins in lower case", -8, func(c candidate) bool { return startsLower(c.line) }},
	{"begins with a small name", -4, func(c candidate) bool { return unicode.IsLower(firstRune(c.line)) && !startsLower(c.line) }},
	{"begins with a sign", -6, func(c candidate) bool {
		return !script.Letter(firstRune(c.line)) && !script.Letter(firstRune(unquoted(c.line)))
	}},
	{"begins with a pronoun", -3, func(c candidate) bool { return pronoun().MatchString(c.line) }},
	{"a label and its value", -3, func(c candidate) bool { return strings.Contains(c.line, ": ") }},
	{"code", -3, func(c candidate) bool { return codeSigns().MatchString(c.line) }},
	// Commands, buttons and table cells come again and again. A heading comes
	// twice at most: in the list of contents, and where it belongs.
	{"said more than once", -5, func(c candidate) bool { return c.repeated }},

	// What is something else by its form.
	{"a quotation", never, func(c candidate) bool { return isQuote(c.line) || c.quoted }},
	{"a question's or an answer's sign", never, func(c candidate) bool { return turn().MatchString(c.line) }},
	{"who wrote it", never, func(c candidate) bool { return writtenBy().MatchString(c.line) }},
	{"ends in a comma and a year", -8, func(c candidate) bool { return endsInYear(c.line) }},
	{"what a recipe says of itself", never, func(c candidate) bool { return measure().MatchString(c.line) }},
	{"a row of numbers", never, func(c candidate) bool { return isRow(c.line) }},
	{"a way to reach somebody", never, func(c candidate) bool { return mailbox().MatchString(c.line) || street().MatchString(c.line) }},
	{"a name and who that is", never, func(c candidate) bool { return c.isAuthor() }},
	{"a caption's number", never, func(c candidate) bool { return caption().MatchString(c.line) }},
	{"a part of the page", never, func(c candidate) bool { return pagePart().MatchString(c.line) }},
	{"an address", never, func(c candidate) bool {
		return strings.Contains(c.line, "://") || strings.HasPrefix(c.line, "www.") || host().MatchString(c.line)
	}},
	{"a file's name", never, func(c candidate) bool { return fileName().MatchString(c.line) }},
	{"a title in capitals", -6, func(c candidate) bool {
		return c.words > 8 && !strings.ContainsFunc(c.line, unicode.IsLower) && !asks(c.line)
	}},
	{"a date", never, func(c candidate) bool { _, ok := dayOf(c.line); return ok }},
	{"a place in capitals", -6, func(c candidate) bool { return c.words <= 4 && placeInCapitals().MatchString(c.line) }},
	{"a dateline", never, func(c candidate) bool { return dateline().MatchString(c.line) }},
	{"a caption's credit", never, func(c candidate) bool { return credit().MatchString(c.line) }},
	{"a notice of the site", never, func(c candidate) bool { return notice().MatchString(c.line) }},
	{"a sentence broken off", never, func(c candidate) bool { return strings.ContainsRune("をや、，", lastRune(c.line)) }},
	{"an unfinished teaser", never, func(c candidate) bool { return strings.HasSuffix(c.line, "…") }},
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// startsLower reports whether a line begins with an ordinary word in lower
// case; names like crates.io and code_words are not ordinary.
func startsLower(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	r, _ := utf8.DecodeRuneInString(first)
	return unicode.IsLower(r) && strings.IndexFunc(first, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// spoken is where a quotation ends and its speaker is named.
var spoken = pattern.Lazy(`,["”»’'] |["”»’'] (?:said|says|asked|wrote|he|she|they)\b`)

// quotes are opening quotation marks and, at the same place, closing ones.
var quotes = [2][]rune{[]rune("\"“„«‹‘'「『《"), []rune("\"”“»›’'」』》")}

// unquoted is a line without the quotation mark that it begins with.
func unquoted(s string) string {
	if slices.Contains(quotes[0], firstRune(s)) {
		return s[utf8.RuneLen(firstRune(s)):]
	}
	return s
}

var seasons = []string{"spring", "summer", "autumn", "fall", "winter"}

// endsInYear reports whether a line ends in a comma and a year, as captions do,
// and the year is no part of a day, a quarter, a month or a season: "May 2nd, 2020".
func endsInYear(s string) bool {
	at := commaYear().FindStringIndex(s)
	if at == nil {
		return false
	}
	before := strings.ToLower(s[strings.LastIndexByte(s[:at[0]], ' ')+1 : at[0]])
	return months()[before] == 0 && !slices.Contains(seasons, before) && !strings.ContainsAny(before, "0123456789")
}

// isQuote reports whether a line is a quotation: it begins with a quotation
// mark and ends with a sentence's end or a closing mark, or goes on with who
// said it. Headings are set in quotes too: in single ones as headlines are, or
// as names, which begin with no pronoun.
func isQuote(s string) bool {
	if !slices.Contains(quotes[0], firstRune(s)) {
		return false
	}
	if strings.ContainsRune("「『", firstRune(s)) && strings.ContainsRune("」』", lastRune(s)) && strings.Count(s, string(lastRune(s))) == 1 {
		return true
	}
	if spoken().MatchString(s) || strings.ContainsRune(".,!?！？。", lastRune(s)) {
		return true
	}
	inner := unquoted(s)
	body := strings.TrimRight(inner, string(quotes[1]))
	if body == inner || asks(body) {
		return body != inner
	}
	if r := lastRune(body); script.EndsSentence(r) || script.EndsClause(r) {
		return true
	}
	return !strings.ContainsRune("‘'", firstRune(s)) && (pronoun().MatchString(body) || wordsIn(body) > 6)
}

// titleCase reports whether three words of four begin with a capital.
func titleCase(s string) bool {
	words, capitals := strings.Fields(s), 0
	for _, w := range words {
		if unicode.IsUpper(firstRune(w)) {
			capitals++
		}
	}
	return capitals*4 >= len(words)*3
}

// isRow reports whether a line is a row of a table: three numbers or more
// among its words.
func isRow(s string) bool {
	n := 0
	for _, w := range strings.Fields(s) {
		if strings.Trim(w, "0123456789.,:%+-–—$€£/") == "" && strings.ContainsAny(w, "0123456789") {
			n++
		}
	}
	return n >= 3
}

// isAuthor reports whether the line is a name with what that person does
// behind it, or below it: the next paragraph begins with the name again, or is
// the person's address.
func (c candidate) isAuthor() bool {
	who, what, found := strings.Cut(c.line, ", ")
	if !names().MatchString(who) {
		return false
	}
	if found || c.next == nil {
		return found && occupation().MatchString(what)
	}
	about := c.next.text()
	if rest, again := strings.CutPrefix(about, who); again {
		return is().MatchString(rest) && occupation().MatchString(rest[:min(len(rest), 200)])
	}
	return !endsSentence(about) && mailbox().MatchString(about) && !strings.Contains(about, " ")
}

// is is how a line on a person goes on after the name.
var is = pattern.Lazy(`^(?:,| \([^()]*\)| is\b| was\b| has been\b)`)

// endsSentence reports whether a line ends as sentences do, also within quotes.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, closers)
	return s != "" && script.EndsSentence(lastRune(s))
}
