package exchange

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"manicule/internal/anchor"
	"manicule/internal/note"
)

// brief is what tests compare of an imported note.
type brief struct {
	Title, Author, Source, Quote, Before, After, Body, Kind, Made string
	Tags                                                          []string
}

func briefly(notes []Imported) []brief {
	var all []brief
	for _, n := range notes {
		b := brief{
			Title: n.Title, Author: n.Author, Source: n.Source, Quote: n.Anchor.Quote, Before: n.Anchor.Before, After: n.Anchor.After,
			Body: n.Body, Kind: n.Kind, Tags: n.Tags,
		}
		if !n.Made.IsZero() {
			b.Made = n.Made.Format(time.DateTime)
		}
		all = append(all, b)
	}
	return all
}

func TestImport(t *testing.T) {
	tests := []struct {
		name, file, data string
		want             []brief
		problems         []note.Problem
	}{
		{
			"a web annotation alone", "a.jsonld",
			`{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://e.org/1","type":"Annotation","created":"2024-03-01T10:00:00.5Z",
			"body":["http://e.org/more",{"type":"TextualBody","value":"my words"},{"type":"TextualBody","value":"sea","purpose":"tagging"}],
			"target":{"source":{"id":"http://e.org/page"},"selector":{"type":"RangeSelector","refinedBy":{"type":"TextQuoteSelector","exact":"the tide","prefix":"see ","suffix":" comes"}}}}`,
			[]brief{{Source: "http://e.org/page", Quote: "the tide", Before: "see ", After: " comes", Body: "http://e.org/more\n\nmy words", Kind: "highlight", Made: "2024-03-01 10:00:00", Tags: []string{"sea"}}},
			nil,
		},
		{
			"an annotation with nothing but a target's name", "a.jsonld",
			`{"type":"Annotation","bodyValue":"on all of it","target":"http://e.org/page"}`,
			[]brief{{Source: "http://e.org/page", Body: "on all of it", Kind: "highlight"}},
			nil,
		},
		{
			"hypothesis, with a reply", "h.json",
			`{"total":2,"rows":[{"id":"r","created":"2024-03-02T10:00:00.000000+00:00","uri":"https://e.org/p","text":"I disagree","references":["a"],"target":[{"source":"https://e.org/p"}]},
			{"id":"a","created":"2024-03-01T10:00:00.000000+00:00","uri":"https://e.org/p","text":"so?","tags":["x"],"document":{"title":["A Page"]},
			"target":[{"source":"https://e.org/p","selector":[{"type":"TextPositionSelector","start":1,"end":2},{"type":"TextQuoteSelector","exact":"words","prefix":"some ","suffix":" here"}]}]}]}`,
			[]brief{
				{Source: "https://e.org/p", Quote: "words", Before: "some ", After: " here", Body: "I disagree", Kind: "highlight", Made: "2024-03-02 10:00:00"},
				{Title: "A Page", Source: "https://e.org/p", Quote: "words", Before: "some ", After: " here", Body: "so?", Kind: "highlight", Made: "2024-03-01 10:00:00", Tags: []string{"x"}},
			},
			nil,
		},
		{
			"readwise's export", "r.csv",
			"\ufeffHighlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n" +
				"\"Two leaves,\nand a bud\",Tea,\"Moon, A.\",,.question .leaf Who says so?,blue,\"a,b c\",location,12,\"January 2, 2024 3:04:05 PM\",\n,Tea,,,,,,,,,\n",
			[]brief{{Title: "Tea", Author: "Moon, A.", Quote: "Two leaves,\nand a bud", Body: "Who says so?", Kind: "question", Made: "2024-01-02 15:04:05", Tags: []string{"a", "b c", "leaf"}}},
			[]note.Problem{{Line: 4, What: "no highlight and no words"}},
		},
		{
			"koreader's annotations", "metadata.epub.lua",
			"-- we can read Lua syntax here!\nreturn {\n [\"annotations\"] = {\n [1] = { [\"drawer\"] = \"lighten\", [\"color\"] = \"red\", [\"datetime\"] = \"2024-03-01 10:00:00\", [\"note\"] = \"so \\\"it\\\" is\\\nyes\", [\"text\"] = \"caf\\195\\169\", [\"pos0\"] = \"/body/1\" },\n [2] = { [\"text\"] = \"in Chapter 3\", [\"page\"] = 4, [\"zoom\"] = -math.huge, },\n },\n [\"doc_props\"] = { [\"title\"] = \"Tea\", [\"authors\"] = \"A\\\nB\" },\n}\n",
			[]brief{{Title: "Tea", Author: "A, B", Quote: "café", Body: "so \"it\" is\nyes", Kind: "important", Made: "2024-03-01 10:00:00"}},
			nil,
		},
		{
			"koreader's older form", "metadata.epub.lua",
			`return { bookmarks = { { datetime = "2020-01-01 10:00:00", notes = "the words", text = "what I think", highlighted = true }, { datetime = "2020-01-01 11:00:00", notes = "others", text = "Page 3 others @ 2020-01-01 11:00:00" } },
			highlight = { [3] = { { text = "others", datetime = "2020-01-01 11:00:00" } }, [2] = { { text = [[the words]], datetime = '2020-01-01 10:00:00' } } }, stats = { title = "Tea", authors = "A" } }`,
			[]brief{
				{Title: "Tea", Author: "A", Quote: "the words", Body: "what I think", Kind: "highlight", Made: "2020-01-01 10:00:00"},
				{Title: "Tea", Author: "A", Quote: "others", Kind: "highlight", Made: "2020-01-01 11:00:00"},
			},
			nil,
		},
		{
			"koreader's export of several books", "all.json",
			`{"version":"json/1.0.0","documents":[{"title":"Tea","author":"A","number_of_pages":3,"entries":[{"sort":"highlight","text":"two leaves","note":"yes","time":1704207845,"page":2,"drawer":"lighten"}]}]}`,
			[]brief{{Title: "Tea", Author: "A", Quote: "two leaves", Body: "yes", Kind: "highlight", Made: "2024-01-02 15:04:05"}},
			nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			notes, problems, err := Import("", tt.file, []byte(tt.data))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, briefly(notes), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.problems, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			again, _, _ := Import("", tt.file, []byte(tt.data))
			if diff := cmp.Diff(notes, again); diff != "" {
				t.Errorf("the second import differs:\n%s", diff)
			}
		})
	}
}

func TestImportKindle(t *testing.T) {
	const clippings = "\ufeffTea (Leaves) (Moon, A.)\r\n- Your Highlight on page 5 | Location 120-122 | Added on Monday, June 3, 2019 10:12:14 PM\r\n\r\ntwo leaves\r\n==========\r\n" +
		"\ufeffTea (Leaves) (Moon, A.)\r\n- Your Highlight on page 5 | Location 120-123 | Added on Monday, June 3, 2019 10:12:20 PM\r\n\r\ntwo leaves and a bud\r\n==========\r\n" +
		"Tea (Leaves) (Moon, A.)\r\n- Your Note on page 5 | Location 123 | Added on Monday, June 3, 2019 10:13:00 PM\r\n\r\nwho says so?\r\n==========\r\n" +
		"Tea (Leaves) (Moon, A.)\r\n- Your Bookmark on page 6 | Location 140 | Added on Monday, June 3, 2019 10:14:00 PM\r\n\r\n\r\n==========\r\n" +
		"nothing\r\n==========\r\n"
	notes, problems, err := Import("", "My Clippings.txt", []byte(clippings))
	if err != nil {
		t.Fatal(err)
	}
	want := []brief{{Title: "Tea (Leaves)", Author: "Moon, A.", Quote: "two leaves and a bud", Body: "who says so?", Kind: "highlight", Made: "2019-06-03 22:12:20"}}
	if diff := cmp.Diff(want, briefly(notes)); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]note.Problem{{Line: 16, What: "a bookmark, which is no note"}, {Line: 21, What: "no clipping: its second line doesn't begin with -"}}, problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// TestClippingLanguages reads the second line of clippings as Kindles in other
// languages write it.
func TestClippingLanguages(t *testing.T) {
	const date = "2019-03-04 09:05:06"
	tests := []struct{ line, what string }{
		{"- Your Highlight on Location 180-182 | Added on Monday, 4 March 2019 09:05:06", "highlight"},
		{"- Highlight Loc. 180-82  | Added on Monday, March 04, 2019, 09:05:06 AM", "highlight"},
		{"- Ihre Markierung bei Position 180-182 | Hinzugefügt am Montag, 4. März 2019 09:05:06", "highlight"},
		{"- Ihre Notiz auf Seite 12 | Position 180 | Hinzugefügt am Montag, 4. März 2019 09:05:06", "note"},
		{"- Votre surlignement à l'emplacement 180-182 | Ajouté le lundi 4 mars 2019 09:05:06", "highlight"},
		{"- Votre note sur l'emplacement 180 | Ajouté le lundi 4 mars 2019 09:05:06", "note"},
		{"- Tu subrayado en la posición 180-182 | Añadido el lunes, 4 de marzo de 2019 9:05:06", "highlight"},
		{"- Tu nota en la página 12 | posición 180 | Añadido el lunes, 4 de marzo de 2019 9:05:06", "note"},
		{"- La tua evidenziazione alla posizione 180-182 | Aggiunto in data lunedì 4 marzo 2019 09:05:06", "highlight"},
		{"- Seu destaque ou posição 180-182 | Adicionado: segunda-feira, 4 de março de 2019 09:05:06", "highlight"},
		{"- Je markering op locatie 180-182 | Toegevoegd op maandag 4 maart 2019 09:05:06", "highlight"},
		{"- Ваш выделенный отрывок в месте 180–182 | Добавлено: понедельник, 4 марта 2019 г. в 9:05:06", "highlight"},
		{"- Ваша заметка в месте 180 | Добавлено: понедельник, 4 марта 2019 г. в 9:05:06", "note"},
		{"- 12ページ|位置No. 180-182のハイライト |作成日: 2019年3月4日月曜日 9:05:06", "highlight"},
		{"- 位置No. 180のメモ |作成日: 2019年3月4日月曜日 9:05:06", "note"},
		{"- 您在第 12 页（位置 #180-182）的标注 | 添加于 2019年3月4日星期一 上午9:05:06", "highlight"},
		{"- 您在位置 #180 的笔记 | 添加于 2019年3月4日星期一 上午9:05:06", "note"},
		{"- Highlight Loc. 180-82  | Added on 2019年3月4日 星期一 上午09时05分06秒 GMT+08:00", "highlight"},
		{"- Highlight Loc. 180-82  | Added on Monday, March 04, 2019, 09:05:06 AM UTC-3", "highlight"},
		{"- Your Highlight on Location 180-182 | Added on 04 March 2019 (04.03.2019) GMT+02:00 09.05.06", "highlight"},
		{"- 180-182의 하이라이트 | 2019年3月4日 9시 5분 6초", "highlight"},
		{"- 您在位置 #180 的书签 | 添加于 2019年3月4日星期一 上午9:05:06", "bookmark"},
		{"- Ihr Lesezeichen bei Position 180 | Hinzugefügt am Montag, 4. März 2019 09:05:06", "bookmark"},
	}
	for _, tt := range tests {
		var c clipping
		c.readAbout(tt.line)
		to := 182
		if tt.what != "highlight" {
			to = 180
		}
		if c.what != tt.what || c.from != 180 || c.to != to || c.Made.Format(time.DateTime) != date {
			t.Errorf("%s\nis a %s at %d-%d of %v", tt.line, c.what, c.from, c.to, c.Made)
		}
	}
}

// TestImportErrors: what is broken is told with its line.
func TestImportErrors(t *testing.T) {
	tests := []struct{ format, data, want string }{
		{"", "", "none of the formats"},
		{"pdf", "x", `no format "pdf"`},
		{"", "\xff\xffHighlight", "no UTF-8"},
		{"jsonld", "{\n\"items\": [\n}", "line 3"},
		{"hypothesis", "{\n\"rows\": [\n{\"id\": 3}]}", "line 3"},
		{"readwise", "Highlight,Title\nok,ok\n\"open", "line 3"},
		{"readwise", "Title\nx\n", "line 1"},
		{"koreader", "return {\n a = 1,\n b = os.exit(),\n}", "line 3"},
		{"koreader", "return " + strings.Repeat("{", 100000), "deeper than 64"},
		{"koreader", "return {}\nos.exit()", "line 2"},
		{"koreader", `return { "open`, "unterminated string"},
		{"koreader", `{"title": "x"}`, "neither"},
	}
	for _, tt := range tests {
		_, _, err := Import(tt.format, "file", []byte(tt.data))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Import(%q, %.30q): %v, want %q", tt.format, tt.data, err, tt.want)
		}
	}
}

// TestRoundTrips exports notes and imports them again.
func TestRoundTrips(t *testing.T) {
	text := "The tide comes in twice a day, “so they say”.\n"
	made := time.Date(2026, 11, 23, 8, 15, 2, 0, time.UTC)
	span := anchor.Locate(text, "twice a day", "", "")[0]
	margin := note.ArticleNotes{Path: "sea/on (tides).md", Title: "On, \"Tides\"", Author: "A. Moon", Source: "https://example.org/tides", Text: text, Notes: []note.ResolvedNote{
		{Note: note.Note{ID: "aaaaaaaaaa", Kind: "question", Made: made, Anchor: anchor.New(text, span, "twice a day"), Body: "Who?\n\nAnd *why*? #x", Tags: []string{"harbour"}}, Match: note.Match{Span: span}},
		{Note: note.Note{ID: "bbbbbbbbbb", Kind: "highlight", Made: made, Anchor: note.Anchor{Quote: "gone\n\nfor good"}}, Match: note.Match{State: note.Lost}},
		{Note: note.Note{ID: "cccccccccc", Kind: "important", Made: made, Body: "on all of it"}, Match: note.Match{}},
	}}
	for _, tt := range []struct {
		format string
		export func([]note.ArticleNotes) string
	}{{"jsonld", ExportJSONLD}, {"readwise", ExportCSV}} {
		notes, problems, err := Import("", "export", []byte(tt.export([]note.ArticleNotes{margin})))
		if err != nil || problems != nil {
			t.Fatalf("%s: %v, %v", tt.format, problems, err)
		}
		for i, n := range notes {
			want := margin.Notes[i].Note
			if tt.format == "jsonld" {
				if n.ID != want.ID || n.Path != margin.Path || n.Anchor.Before != want.Anchor.Before {
					t.Errorf("%s: %s on %s before %q", tt.format, n.ID, n.Path, n.Anchor.Before)
				}
			}
			got := note.Note{Kind: n.Kind, Made: n.Made, Body: n.Body, Tags: n.AllTags(), Anchor: note.Anchor{Quote: n.Anchor.Quote}}
			want = note.Note{Kind: want.Kind, Made: want.Made, Body: want.Body, Tags: want.AllTags(), Anchor: note.Anchor{Quote: want.Anchor.Quote}}
			sorted := cmpopts.SortSlices(func(a, b string) bool { return a < b })
			if diff := cmp.Diff(want, got, sorted, cmpopts.EquateEmpty()); diff != "" || n.Title != margin.Title || n.Source != margin.Source || n.Author != margin.Author {
				t.Errorf("%s: note %d of %q (-want +got):\n%s", tt.format, i, n.Title, diff)
			}
		}
		if len(notes) != len(margin.Notes) {
			t.Errorf("%s: %d notes", tt.format, len(notes))
		}
	}
}

// FuzzImport: whatever the bytes, no importer fails but by an error, and what
// it returns can be kept in a notes file.
func FuzzImport(f *testing.F) {
	for _, format := range ImportFormats() {
		for _, seed := range []string{
			`{"@context":"http://www.w3.org/ns/anno.jsonld","items":[{"target":{"source":"x","selector":[{"exact":"a"}]}}]}`,
			`{"rows":[{"id":"a","uri":"u","target":[{"selector":[{"exact":"b"}]}]}]}`,
			"Highlight,Note\n\"a\",.question b\n",
			"\ufeffT (A)\n- Your Note | Location 1-2 | Added on 2019年3月4日 下午1:02\n\nx\n==========\n",
			"-- x\nreturn { [1] = { a = 'b\\65\\x41\\u{41}\\z \n', [\"c\"] = [==[x]==] }, -1.5e3, nil, true; }",
			"return { annotations = { { drawer = 'x', text = \"\\0\\27\", note = [[y]] } } }",
			`{"entries":[{"text":"a","time":1}],"md5sum":"x"}`,
		} {
			f.Add(format, []byte(seed))
		}
	}
	f.Fuzz(func(t *testing.T, format string, data []byte) {
		notes, _, err := Import(format, "file", data)
		if err != nil && notes != nil {
			t.Error("notes in spite of an error")
		}
		file := note.New(note.Header{Article: "a.md"})
		for _, n := range notes {
			if len(n.ID) == 0 || !strings.Contains(n.Kind, strings.TrimSpace(n.Kind)) {
				t.Errorf("no note: %+v", n)
			}
			file.Put(n.Note)
			if kept, ok := note.Parse(file.Format()).Note(n.ID); !ok || kept.Body != n.Body || kept.Anchor.Quote != n.Anchor.Quote {
				t.Errorf("kept as %+v, not %+v", kept, n.Note)
			}
		}
	})
}

// TestReadLua reads what programs write in their tables, and no more.
func TestReadLua(t *testing.T) {
	got, err := readLua("-- of KOReader\nreturn {\n[\"a\"] = 'it\\'s',\n[2] = -1.5e3, b = 0x10, --[[ not this ]]\nc = [[\nlong]], d = -math.huge, e = nan, f = true,\n{ \"caf\\195\\169\"; nil },\n}\n")
	want := luaTable{"a": "it's", "2": -1500.0, "b": 16.0, "c": "long", "d": nil, "e": nil, "f": true, "1": luaTable{"1": "café", "2": nil}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	for text, wrong := range map[string]string{
		"return {\na = 1 + 2 }":         "line 2",
		"return {\nfunction() end}":     "line 2",
		"return {\na = {[{}] = 1},\n}":  "line 2: this is no key",
		"local t = {}\nreturn t":        "line 1",
		"return 'x'":                    "returns one table",
		"return {},\n{}":                "returns one table",
		"return {\na = 1,\nb = \"open ": "line 3",
	} {
		if _, err := readLua(text); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%q: %v, want %q", text, err, wrong)
		}
	}
}

// TestDecoded: UTF-16 has to have its mark, UTF-8 may have one.
func TestDecoded(t *testing.T) {
	for _, data := range []string{"né 𝄞", "\ufeffné 𝄞", "\xff\xfen\x00\xe9\x00 \x004\xd8\x1e\xdd", "\xfe\xff\x00n\x00\xe9\x00 \xd84\xdd\x1e"} {
		if got, err := decoded([]byte(data)); got != "né 𝄞" || err != nil {
			t.Errorf("%q: %q, %v", data, got, err)
		}
	}
}
