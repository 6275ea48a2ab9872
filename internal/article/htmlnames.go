package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"manicule/internal/pattern"
)

var (
	// creditWords are the words before names in a line that says who wrote a page.
	creditWords = pattern.Lazy(`(?i)^[\s|,:·•–—-]*(?:(?:(?:written|posted|published|reported|words|story|text|article|report|analysis|opinion|review|interview)[\s|]+)?(?:by|von|par|por|door|di|av|af)|автор(?:ы)?|текст|authors?|autor(?:en|es)?|auteur(?:s)?|autore|text|texte|texto|testo)(?:\s*[:：|]\s*|\s+)|^\s*(?:作者|著者|撰文|记者|記者|글)(?:\s*[:：]\s*|\s+)|^\s*文\s*[:：]\s*`)
	// behindNames begins what is said of those named, and not who they are.
	behindNames = pattern.Lazy(`(?i)\s*(?:[|»•·@(<]|\s[–—-]\s|\s(?:for|at|in|from|aus|à|en|updated|published|posted|last|follow|stand|publié|veröffentlicht|on)\b).*$`)
	// role finds what somebody is, or works for.
	role = pattern.Lazy(`(?i)\b(?:press|reuters|afp|dpa|editors?|writers?|reporters?|correspondents?|staff|news|columnists?|team|desk|agency|times|post|journal|magazine|redaktion|redakteurin|redakteur|contributors?|producers?|director|professor|chief|bureau|universit\S*|institute|company|network|media|today|daily|guest|senior|associate|business|insider|international|cnn|bbc|ph\.?d|m\.?d|jr)\b`)
	// behindOthers begins what is said of those who have no person's name.
	behindOthers = pattern.Lazy(`(?i)\s*(?:[|»•·@(<]|\s(?:updated|published|posted)\b).*$`)
	// joints part names.
	joints = pattern.Lazy(`,? (?:and|und|et|y|e|og|och|en|i) |、|／|,(?: |$)|; | & | / `)
)

// writersIn are the names in a text that says who wrote something, parted by
// commas: without what is said of them. What names nobody as people are named
// is left as it is.
func writersIn(t string) string {
	t = CleanLine(t)
	for {
		shorter := strings.TrimLeft(creditWords().ReplaceAllString(t, ""), " |,:·•–—-")
		if shorter == t {
			break
		}
		t = shorter
	}
	if at := dayOfByline().FindStringIndex(t); at != nil && at[0] > 0 {
		t = strings.TrimRight(beforeDay().ReplaceAllString(t[:at[0]], ""), " ,|·•–—-")
	}
	short := strings.TrimRight(behindNames().ReplaceAllString(t, ""), " ,;|")
	if short == "" || !hasWords(short) {
		return t
	}
	if names := leadingNames(short); len(names) > 0 {
		return strings.Join(names, ", ")
	}
	return firstOf(strings.TrimRight(behindOthers().ReplaceAllString(t, ""), " ,;|"), t)
}

// leadingNames are the names in a list up to the first that is nobody's; none
// where the first is not, or is a part of another name.
func leadingNames(list string) (all []string) {
	at := 0
	for _, joint := range append(joints().FindAllStringIndex(list, -1), []int{len(list), len(list)}) {
		part := list[at:joint[0]]
		switch {
		case isName(part) && !strings.HasPrefix(part, "The ") && (at == 0 || !role().MatchString(part)):
			all = append(all, part)
		case at > 0 && strings.HasSuffix(list[:at], " ") && !isName(part) && !strings.HasSuffix(list[:at], ", ") && !role().MatchString(part):
			return nil // "The River and Harbour board"
		default:
			return all
		}
		at = joint[1]
	}
	return all
}

func isName(s string) bool { return names().MatchString(s) || unspacedName().MatchString(s) }

// bylineText is the text of an element, with a stroke where two elements
// within it meet without a blank between their words.
func bylineText(n *html.Node) string {
	var b strings.Builder
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if isUnseen(c) {
				continue
			}
			if c.Type == html.ElementNode && b.Len() > 0 && !strings.HasSuffix(b.String(), " ") && (c.PrevSibling == nil || c.PrevSibling.Type == html.ElementNode) {
				b.WriteString(" | ")
			}
			visit(c)
		}
	}
	visit(n)
	return b.String()
}

// manyDigits finds what addresses and numbers have, and names have not.
var manyDigits = pattern.Lazy(`\d{3}.* |^.* .*\d{3}`)

// allNames are the names in several elements, each once.
func allNames(nodes []*html.Node) string {
	const most = 20
	var all []string
	for _, n := range nodes[:min(len(nodes), most)] {
		if name := oneName(n); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}

// oneName is what writersIn reads of an element, or "" where that is no name.
func oneName(n *html.Node) string {
	const longest = 100
	t := writersIn(bylineText(n))
	if len(t) > longest || !hasWords(t) || isHandle(t) || isURL(t) || strings.ContainsAny(t, "@<>") || isDate(t) || strings.EqualFold(t, "by") || manyDigits().MatchString(t) {
		return ""
	}
	return t
}
