package main

import "strings"

// task is something that one does every day.
type task struct {
	name    string
	most    int               // keys that it may take
	width   int               // cells of the terminal; 0 is 100
	article string            // that the program is started with; "" is the library
	files   map[string]string // besides the articles
	begins  string            // what the screen shows at the start
	before  func(h *hand)     // what was done before, and does not count
	do      func(h *hand)
}

// articles are those of the collection.
var articles = map[string]string{
	"tides.md": "---\ntitle: On Tides\nsource: https://example.org/tides?page=2\ndate: 2025-03-01\n---\n\n" +
		"The tide goes out twice a day. Nobody applauds it. The mud is the honest part of the harbour, says the warden.\n\n" +
		"It comes back without asking. Read [the warden's letter](letter.md) for the rest.\n\n" +
		strings.Repeat("Every harbour keeps a table of its tides, and every table is wrong by a little.\n\n", 30),
	"letter.md": "---\ntitle: The Warden's Letter\ndate: 2025-02-01\n---\n\nDear harbour, the bell is rung at low water.\n",
	"bells.md":  "# Bells\n\nThey are rung by hand; see [the warden's letter](letter.md).\n",
	"costs.md": "---\ntitle: What Things Cost\ndate: 2025-01-01\n---\n\n" +
		"| port | berth | water | power | crane | pilot | waste | survey | dues and taxes |\n|---|---|---|---|---|---|---|---|---|\n" +
		"| Lindenau on the Mere | 120 a week | 4 a barrel | 11 an hour | 45 an hour | 200 a call | 15 a bag | 300 a visit | 12 in the hundred |\n" +
		"| Oberfeld Upper Basin | 95 a week | 3 a barrel | 14 an hour | 50 an hour | 180 a call | 12 a bag | 280 a visit | 9 in the hundred |\n",
}

// begun is that tides.md was read yesterday, not to its end.
var begun = map[string]string{
	".manicule/reading.jsonl": `{"article":"tides.md","place":900,"quote":"table","progress":0.3,"position":0.35,"last":"2026-01-01T10:00:00Z","at":"2026-01-01T10:00:00Z"}` + "\n",
}

// aQuestion writes a note on the first paragraph and makes it a question.
func aQuestion(h *hand) {
	h.press("}", "a")
	h.types("Who rings the bell? #bell")
	h.press(escape, "c", "?")
	h.sees("question")
}

var tasks = []task{
	{
		name: "find an article by words and open it", most: 2, begins: "On Tides",
		do: func(h *hand) {
			h.press("/")
			h.types("warden letter")
			h.sees(" of 4 · ")
			h.press(enter)
			h.sees("Dear harbour", "q back")
		},
	},
	{
		name: "highlight the third sentence", most: 4, article: "tides.md", begins: "goes out twice",
		do: func(h *hand) {
			h.press(")", ")", ")", "h")
			h.finds("articles/.manicule/notes/tides.md.md", "> The mud is the honest part of the harbour, says the warden.")
		},
	},
	{
		name: "write a note of two lines with a tag", most: 3, article: "tides.md", begins: "goes out twice",
		do: func(h *hand) {
			h.press("}", "a")
			h.types("Is that so?\rAsk the warden. #mud")
			h.press(escape)
			h.finds("articles/.manicule/notes/tides.md.md", "Is that so?\nAsk the warden. #mud")
		},
	},
	{
		name: "change a note's kind", most: 2, article: "tides.md", begins: "goes out twice",
		before: func(h *hand) { h.press("}", "h"); h.sees("saved") },
		do: func(h *hand) {
			h.press("c", "!")
			h.finds("articles/.manicule/notes/tides.md.md", `"kind":"important"`)
		},
	},
	{
		name: "export my questions about a matter", most: 5, article: "tides.md", begins: "goes out twice",
		before: func(h *hand) { aQuestion(h); h.press(escape, escape); h.sees("What Things Cost") },
		do: func(h *hand) {
			h.press("n", "/")
			h.types("kind:question bell")
			h.press(enter, "E", enter)
			h.finds("notes.md", "Who rings the bell?")
		},
	},
	{
		name: "go on with yesterday's article", most: 1, files: begun, begins: "continue On Tides",
		do: func(h *hand) { h.press("c"); h.sees("keeps a table", " min left") },
	},
	{
		name: "follow the link in sight and come back", most: 2, article: "bells.md", begins: "rung by hand",
		do: func(h *hand) {
			h.press("f")
			h.sees("Dear harbour")
			h.press(ctrlO)
			h.sees("rung by hand")
		},
	},
	{
		name: "copy a passage with its source", most: 2, article: "tides.md", begins: "goes out twice",
		do: func(h *hand) {
			h.press("}", "Y")
			h.finds("clipboard", "The tide goes out twice a day.", "On Tides", "https://example.org/tides?page=2")
		},
	},
	{
		name: "open the article's page in the browser", most: 1, article: "tides.md", begins: "goes out twice",
		do: func(h *hand) { h.press("O"); h.finds("browser", "https://example.org/tides?page=2") },
	},
	{
		name: "read a wide table whole, in 200 columns", most: 0, width: 200, article: "costs.md", begins: "What Things Cost",
		do: func(h *hand) { h.sees("120 a week", "12 in the hundred"); h.seesNot("›") },
	},
	{
		name: "delete a note, and have it back", most: 3, article: "tides.md", begins: "goes out twice",
		before: func(h *hand) { aQuestion(h); h.press(escape) },
		do: func(h *hand) {
			h.press("]", "d")
			h.sees("deleted")
			h.press("u")
			h.finds("articles/.manicule/notes/tides.md.md", "Who rings the bell?")
		},
	},
	{
		name: "select any phrase on the screen", most: 5, article: "tides.md", begins: "goes out twice",
		do: func(h *hand) {
			h.press("s", "h")
			h.press(h.labelOf("honest"), "h")
			h.press(h.labelOf("harbour"))
			h.sees("cancel")
		},
	},
}
