package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/pattern"
	"manicule/internal/script"
)

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
