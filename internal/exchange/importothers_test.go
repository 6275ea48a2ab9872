package exchange

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestImportOthers(t *testing.T) {
	tests := []struct {
		name, file, data string
		want             []brief
	}{
		{
			"one hypothesis annotation", "a.json",
			`{"id":"q","created":"2024-05-06T07:08:09+00:00","user":"acct:ann@example.org","uri":"https://example.org/moss","text":"look","tags":["bog"],"target":[{"source":"https://example.org/moss","selector":[{"type":"TextQuoteSelector","exact":"holds water","prefix":"Moss ","suffix":" well"}]}],"document":{"title":["Moss"]}}`,
			[]brief{{Title: "Moss", Source: "https://example.org/moss", Quote: "holds water", Before: "Moss ", After: " well", Body: "look", Kind: "highlight", Made: "2024-05-06 07:08:09", Tags: []string{"bog"}}},
		},
		{
			"readwise with links in the quotation", "r.csv",
			"Highlight,Title,Author,URL,Note,Location,Date\n\"the [Bog Book](https://example.org/b) and ![a pool](https://example.org/p.jpg \"\"Pool\"\") lie\",Moss,Ann Roe,,,,\n",
			[]brief{{Title: "Moss", Author: "Ann Roe", Quote: "the Bog Book and a pool lie", Kind: "highlight"}},
		},
		{
			"bookcision", "Moss.json",
			`{"asin":"B9","title":"Moss","authors":"Ann Roe, Per Lund","highlights":[{"text":"Moss holds water.","isNoteOnly":false,"location":{"url":"kindle://b","value":7},"note":"look"},{"text":"","isNoteOnly":true,"location":{"value":9},"note":"of all of it"},{"text":"Bogs grow.","isNoteOnly":false,"location":{"value":12},"note":null}]}`,
			[]brief{
				{Title: "Moss", Author: "Ann Roe, Per Lund", Quote: "Moss holds water.", Body: "look", Kind: "highlight"},
				{Title: "Moss", Author: "Ann Roe, Per Lund", Body: "of all of it", Kind: "highlight"},
				{Title: "Moss", Author: "Ann Roe, Per Lund", Quote: "Bogs grow.", Kind: "highlight"},
			},
		},
		{
			"a notebook of Kindle's apps", "Moss - Notebook.html",
			`<html><body><div class="bodyContainer"><h1><div class="notebookFor">Notizbuch für</div><div class="bookTitle">Moss
			</div><div class="authors">Ann Roe</div></h1><hr/><div class="sectionHeading">Eins</div>
			<div class="noteHeading">Markierung (<span class="highlight_blue">Blau</span>) - Seite 3 · Position 40</div><div class="noteText">Moss holds water.</div>
			<h3 class="noteHeading">Notiz - Seite 3 · Position 41</div><div class="noteText">look</h3>
			<div class="noteHeading">Notiz - Seite 9 · Position 140</div><div class="noteText">later</div></div></body></html>`,
			[]brief{
				{Title: "Moss", Author: "Ann Roe", Quote: "Moss holds water.", Body: "look", Kind: "question"},
				{Title: "Moss", Author: "Ann Roe", Body: "later", Kind: "highlight"},
			},
		},
		{
			"a notebook with pages only", "Moss.html",
			`<html><body><div class="bookTitle">Moss</div><h3 class='noteHeading'>Highlight(<span class='highlight_yellow'>yellow</span>) - Page 3</div><div class='noteText'>Moss holds water.</h3>
			<h3 class='noteHeading'>Note - Page 3</div><div class='noteText'>look</h3><h3 class='noteHeading'>Note - Page 9</div><div class='noteText'>later</h3></body></html>`,
			[]brief{{Title: "Moss", Quote: "Moss holds water.", Body: "look", Kind: "highlight"}, {Title: "Moss", Body: "later", Kind: "highlight"}},
		},
		{
			"a set of a book's annotations, with selectors of other kinds", "Moss.annotations",
			`{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationSet","about":{"dc:title":{"en":"Moss"},"dc:creator":[{"name":"Ann Roe"},"Per Lund"]},"items":[
			{"id":"urn:uuid:1","type":"Annotation","created":"2024-05-06T07:08:09Z","body":{"type":"TextualBody","value":"look","color":"red","tag":"bog"},"target":{"source":"c1.xhtml","selector":[{"type":"ProgressionSelector","value":0.858},{"type":"CssSelector","value":"#a","refinedBy":{"type":"TextPositionSelector","start":5,"end":9}},{"type":"TextQuoteSelector","exact":"holds water","prefix":"Moss ","suffix":" well"}]}},
			{"id":"urn:uuid:2","type":"Annotation","motivation":"bookmarking","target":{"source":"c1.xhtml","selector":{"type":"ProgressionSelector","value":1}}}]}`,
			[]brief{{Title: "Moss", Author: "Ann Roe, Per Lund", Quote: "holds water", Before: "Moss ", After: " well", Body: "look", Kind: "important", Made: "2024-05-06 07:08:09", Tags: []string{"bog"}}},
		},
		{
			"comments of Sidemark on one line", "moss.md.review.json",
			`{"mrsf_version":"1.0","document":"moss.md","comments":[{"id":"c","author":"Ann","timestamp":"2024-05-06T07:08:09Z","text":"look","resolved":false,"selected_text":"holds water"}]}`,
			[]brief{{Quote: "holds water", Body: "look", Kind: "highlight", Made: "2024-05-06 07:08:09"}},
		},
		{
			"omnivore", "Moss.md",
			"---\ntitle: Moss\nauthor: Ann Roe\nurl: https://example.org/moss\n---\n#Omnivore\n\n## Highlights\n\n> Moss holds\n> [much](https://example.org/m) water. [⤴️](https://omnivore.app/me/x#y)  #bog #wet\n\nlook\n\n> Bogs grow. [⤴️](https://omnivore.app/me/x#z)\n",
			[]brief{
				{Title: "Moss", Author: "Ann Roe", Source: "https://example.org/moss", Quote: "Moss holds\nmuch water.", Body: "look", Kind: "highlight", Tags: []string{"bog", "wet"}},
				{Title: "Moss", Author: "Ann Roe", Source: "https://example.org/moss", Quote: "Bogs grow.", Kind: "highlight"},
			},
		},
		{
			"koreader's markdown, with pages and without", "Moss.md",
			"# Moss\n##### Ann Roe\n\n_Generated at: 2024-06-01 10:00:00_\n\n## Water\n### Page 4 @ 06 May 2024 07:08:09 PM\n*Moss holds water.*\n\nlook\nagain\n\n---\n### @ 07 May 2024 07:08:09 AM\n**Bogs grow.**\n",
			[]brief{
				{Title: "Moss", Author: "Ann Roe", Quote: "Moss holds water.", Body: "look\nagain", Kind: "highlight", Made: "2024-05-06 19:08:09"},
				{Title: "Moss", Author: "Ann Roe", Quote: "Bogs grow.", Kind: "highlight", Made: "2024-05-07 07:08:09"},
			},
		},
		{
			"koreader's export without page numbers", "Moss.json",
			`{"title":"Moss","author":"Ann Roe","entries":[{"text":"Moss holds water.","time":1714979289,"chapter":"Water"}]}`,
			[]brief{{Title: "Moss", Author: "Ann Roe", Quote: "Moss holds water.", Kind: "highlight", Made: "2024-05-06 07:08:09"}},
		},
		{
			"a Kindle in Hindi, with a dash", "My Clippings.txt",
			"\ufeffमॉस (Ann Roe)\n– आपका हाइलाइट पृष्ठ ४ पर | स्थान ५३-५५ | सोमवार, ६ मई २०२४ को ७:०८:०९ अपराह्न बजे जोड़ा गया\n\nMoss holds water.\n==========\n",
			[]brief{{Title: "मॉस", Author: "Ann Roe", Quote: "Moss holds water.", Kind: "highlight", Made: "2024-05-06 19:08:09"}},
		},
		{
			"a Kindle in Korean", "My Clippings.txt",
			"모스 (Ann Roe)\n- 4쪽의 하이라이트 | 위치 53-55 | 추가된 날짜: 2024년 5월 6일 월요일 오후 7:08:09\n\nMoss holds water.\n==========\n모스 (Ann Roe)\n- 4쪽의 메모 | 위치 55 | 추가된 날짜: 2024년 5월 6일 월요일 오후 7:09:09\n\nlook\n==========\n",
			[]brief{{Title: "모스", Author: "Ann Roe", Quote: "Moss holds water.", Body: "look", Kind: "highlight", Made: "2024-05-06 19:08:09"}},
		},
		{
			"a highlight within an earlier one", "My Clippings.txt",
			"Moss (Ann Roe)\n- Your Highlight on page 4 | Location 53-57 | Added on Monday, May 6, 2024 7:08:09 AM\n\nMoss holds water. Bogs grow slowly.\n==========\nMoss (Ann Roe)\n- Your Highlight on page 4 | Location 55-56 | Added on Monday, May 6, 2024 7:18:09 AM\n\nBogs grow\n==========\n",
			[]brief{
				{Title: "Moss", Author: "Ann Roe", Quote: "Moss holds water. Bogs grow slowly.", Kind: "highlight", Made: "2024-05-06 07:08:09"},
				{Title: "Moss", Author: "Ann Roe", Quote: "Bogs grow", Kind: "highlight", Made: "2024-05-06 07:18:09"},
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			notes, problems, err := Import("", tt.file, []byte(tt.data))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, briefly(notes), cmpopts.EquateEmpty()); diff != "" || len(problems) > 0 {
				t.Errorf("problems %v, notes (-want +got):\n%s", problems, diff)
			}
		})
	}
}

// TestClippingTimes: the day and the clock are those of the entry, whatever
// numbers stand beside them.
func TestClippingTimes(t *testing.T) {
	for line, want := range map[string]string{
		"Added on Sunday, 5 May 13 06:07:08 GMT+02:00":     "2013-05-05 06:07:08",
		"Ajouté le dimanche 5 mai 13, 06:07:08":            "2013-05-05 06:07:08",
		"Added on May 5, 13, 06:07 PM +0530":               "2013-05-05 18:07:00",
		"Hinzugefügt am 5. Mai 2013 um 6.07 Uhr GMT+07:29": "2013-05-05 06:07:00",
		"添加于 2013年5月5日 星期日 上午06时07分08秒 GMT+08:00":          "2013-05-05 06:07:08",
		"추가된 날짜: 2013년 5월 5일 일요일 오전 6:07:08":               "2013-05-05 06:07:08",
		"Добавлено: воскресенье, 5 мая 2013 г. в 06:07:08": "2013-05-05 06:07:08",
	} {
		if got := clippingTime(line).Format("2006-01-02 15:04:05"); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}

// TestNotesFormat: files of notes are told from articles, also from those that
// are about such files.
func TestNotesFormat(t *testing.T) {
	const clipping = "Moss (Ann Roe)\n- Your Highlight on page 4 | Location 53 | Added on Monday, May 6, 2024 7:08:09 AM\n\nholds water\n==========\n"
	for _, tt := range []struct{ name, text, want string }{
		{"My Clippings.txt", clipping, "kindle"},
		{"about.md", "# Kindles\n\n" + clipping, ""},
		{"moss.md.review.yaml", "mrsf_version: \"1.0\"\ncomments: []\n", "mrsf"},
		{"spec.md", "# Sidemark\n\n```yaml\nmrsf_version: \"1.0\"\n```\n", ""},
		{"Moss.html", "<div class=\"bookTitle\">Moss</div><h3 class='noteHeading'>Note - Page 3</h3>", "kindle-notebook"},
		{"shop.html", "<h1 class=\"bookTitle\">Moss</h1><p>A book.</p>", ""},
		{"notes.jsonld", ExportJSONLD(nil), "jsonld"},
		{"a.csv", "a,b\n1,2\n", ""},
		{"a.md", "> a quote\n\nand words\n", ""},
		{"a.txt", "", ""},
	} {
		if got := NotesFormat(tt.name, []byte(tt.text)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
