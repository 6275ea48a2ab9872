package article

import (
	"slices"
	"strings"
	"testing"
)

// Paragraphs to stand around the lines under test.
const (
	para  = "April 2024 proved to be a hectic month in politics, and the prime minister made a visit to the capital, where he met with the president."
	para2 = "The recent wave of activity highlights two things: a strong desire to increase its involvement, and genuine concerns about who will be in charge."
)

// headingsOf are the headings found in blocks of plain text under a title.
func headingsOf(t *testing.T, blocks ...string) []string {
	t.Helper()
	a, err := Parse("news/a.txt", []byte(strings.Join(append([]string{"The title of the article"}, blocks...), "\n\n")))
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, h := range a.Headings() {
		titles = append(titles, h.Title)
	}
	return titles
}

// hostileTexts cost a careless reader of plain text time.
func hostileTexts(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	return map[string]string{
		"one line": fill("word "), "separators": fill("a - b | "), "separators twice": fill("a - ") + "\n" + fill("a - "), "short lines": fill("Line\n\n"), "verse": fill("a line\n"),
		"tags": fill("<1"), "comments": fill("<!--"), "links": fill("]("), "signs": fill("*_`~"), "addresses": fill("http://a_b "), "one address": "http://" + fill("a_"), "entities": fill("&a"),
		"lists": fill("1. a\n"), "spaces": fill("a   "), "underlines": fill("a\n=\n\n"), "capitals": fill("Ab "), "dates": fill("1 May 2024\n\n"), "brackets": fill("["), "backslashes": fill("\\"), "indented": fill("    a\n\n"),
	}
}

// BenchmarkHostileText parses and counts hostile plain texts of 1 MB.
func BenchmarkHostileText(b *testing.B) {
	for name, in := range hostileTexts(1_000_000) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				a, err := Parse("a.txt", []byte(in))
				if err != nil {
					b.Fatal(err)
				}
				a.Words()
			}
		})
	}
}

func TestHostileText(t *testing.T) {
	for name, in := range hostileTexts(20_000) {
		t.Run(name, func(t *testing.T) {
			a, err := Parse("a.txt", []byte(in))
			if err != nil {
				t.Fatal(err)
			}
			checkArticle(t, a)
		})
	}
}

func TestHeadingRules(t *testing.T) {
	tests := []struct {
		name   string
		blocks []string
		want   []string
	}{
		{"bare short line", []string{para, "Investing in partnerships", para2}, []string{"Investing in partnerships"}},
		{"question beside another heading", []string{para, "What happens next?", para2, "The road ahead", para}, []string{"What happens next?", "The road ahead"}},
		{"questions and answers", []string{para, "What does it cost?", para2, "When does it open?", para}, []string{"What does it cost?", "When does it open?"}},
		{"in Chinese", []string{"河上的桥是在一百年前建成的，当时城里还没有多少人，商人们却愿意为它出钱。", "桥的来历", "工匠说石头来自山里。", "他写道：“水从来不等人。”", "后来桥被洪水冲走了。"}, []string{"桥的来历"}},
		{"in Japanese", []string{"橋は百年前に架けられ、そのころ町にはまだ人が少なかったが、商人たちは喜んで金を出した。", "橋の由来", "石は山から運ばれてきた。", "やがて橋は流された！"}, []string{"橋の由来"}},
		{"in Hindi", []string{"पुल सौ साल पहले बना था, जब शहर में बहुत कम लोग रहते थे और व्यापारी उसके लिए पैसे देते थे।", "पुल का इतिहास", "पत्थर पहाड़ से लाए गए थे और मज़दूर महीनों तक नदी के किनारे सोते रहे थे।", "उसने कहा कि पानी रुकता नहीं।", "फिर पुल बह गया और लोगों ने उसे दोबारा बनाने के लिए बहुत समय तक इंतज़ार किया।"}, []string{"पुल का इतिहास"}},
		{"chapter in words", []string{para, "Chapter Two: The Ferry", para2, "第三章 渡船", "河水在夜里上涨，没有人听见，只有渡船上的狗叫了一声。"}, []string{"Chapter Two: The Ferry", "第三章 渡船"}},
		{"over a heading and a remark", []string{para, "Book One: The River", "The Two Bridges", "(Map: P. Lund)", para2}, []string{"Book One: The River", "The Two Bridges"}},
		{"quoted name with a price", []string{para, "“Silver Reach” (£18)", para2, "\"Low Water\" by Ann Roe", para}, []string{"“Silver Reach” (£18)", "\"Low Water\" by Ann Roe"}},
		{"quoted words", []string{para, "‘It will never hold’", para2, "“Worrying losses”", para}, []string{"‘It will never hold’", "“Worrying losses”"}},
		{"ten words and more", []string{para, "Why the council would rather mend the old bridge than build", para2}, []string{"Why the council would rather mend the old bridge than build"}},
		{"long in capitals", []string{para, "The Council Would Much Rather Mend The Old Bridge At Once Than Build Another One", para2}, []string{"The Council Would Much Rather Mend The Old Bridge At Once Than Build Another One"}},
		{"behind a remark", []string{para, "(Map: P. Lund)", "The bridge and what it cost", para2}, []string{"The bridge and what it cost"}},
		{"with a price", []string{para, "A lamp for the bridge for $200", para2}, []string{"A lamp for the bridge for $200"}},
		{"of a picture", []string{para, "Image copyright EPA", para2, "Main image credit: Getty", para, "Courtesy of Ann Roe", para2, "图：星期一的桥", para}, nil},
		{"of the site", []string{para, "More Great RIVER Stories", para2, "GET THE RIVER APP ON THE GO", para, "Más información", para2, "river.com", para, "Contributing: P. Lund", para2}, nil},
		{"of another article in capitals", []string{para, "MAYOR SAYS THAT THE OLD BRIDGE WILL BE MENDED BY MAY", para2}, nil},
		{"a file's name", []string{para, "010_Bridge-1_Bridge-1", para2, "old-bridge-in-winter-2018-01", para}, nil},
		{"a sentence broken off in Japanese", []string{"橋は百年前に架けられ、そのころ町にはまだ人が少なかったが、商人たちは喜んで金を出した。", "石を運び、橋を", "やがて橋は流され、人々はまた渡し船に乗った。"}, nil},
		{"with the sign of its link", []string{para, "Tolls and fares¶", para2}, []string{"Tolls and fares"}},
		{"years", []string{para, "1990 - 1995: The lean years", para2}, []string{"1990 - 1995: The lean years"}},
		{"with an abbreviation in brackets", []string{para, "The bridge at Ayer (Mass.)", para2}, []string{"The bridge at Ayer (Mass.)"}},

		{"numbers alone", []string{"I.", para, "II.", para2, "III.", para}, []string{"I.", "II.", "III."}},
		{"numbers of pages", []string{para, "12", para2, "13", para}, nil},
		{"chapters in capitals", []string{"CHAPTER I", "The Weir", para, "CHAPTER II", "The Lock", para2}, []string{"CHAPTER I", "The Weir", "CHAPTER II", "The Lock"}},
		{"an interview that goes on", []string{para, "When was it built?", para2, "Who paid for it?", para, "And the lock?", para2}, []string{"When was it built?", "Who paid for it?", "And the lock?"}},
		{"a wiki's", []string{para, "The weir[edit]", para2, "Die Schleuse [Bearbeiten | Quelltext bearbeiten]", para}, []string{"The weir", "Die Schleuse"}},

		{"name beside the day", []string{"Ann Roe", "3 May 2024", para, para2}, nil},
		{"name behind the day", []string{"3 May 2024", "Ann Roe", para, para2}, nil},
		{"name beside the day in Japanese", []string{"2024年5月3日（金）", "川瀬 緑", "橋は百年前に架けられ、そのころ町にはまだ人が少なかったが、商人たちは喜んで金を出した。", "やがて橋は流された。"}, nil},
		{"speech in Japanese", []string{"橋は百年前に架けられ、そのころ町にはまだ人が少なかったが、商人たちは喜んで金を出した。", "「もう誰も渡らない」", "やがて橋は流された。"}, nil},
		{"lines above the text", []string{"Save this article", "Ferries and rivers", "River Post", para, para2}, nil},
		{"byline with a place", []string{"Por Ana Roca (Puente, enviada especial)", para, para2}, nil},
		{"signs of who speaks", []string{para, "Q: Who paid for it?", para2, "Q: When was that?", para}, nil},
		{"what a recipe makes", []string{"Serves 6 to 8", para, "Cooking time: 20 minutes", para2}, nil},
		{"sentence in large letters", []string{para + " A river has no memory of its own", "“A river has no memory of its own”", para2}, nil},
		{"picture with its year", []string{para, "The weir at Ayer, 1911", para2}, nil},
		{"meetings with their days", []string{para, "Weir Fair, May 2nd, 2020", para2, "The Lock Keepers' Days, July, 2021", para}, []string{"Weir Fair, May 2nd, 2020", "The Lock Keepers' Days, July, 2021"}},
		{"for those who pay", []string{para, "Nur für Abonnenten", para2}, nil},
		{"lone question", []string{para, "Was it worth the money?", para2}, nil},
		{"question that goes on", []string{para, "So why did they build it?", para2, "The last flood", para}, []string{"The last flood"}},
		{"quoted question", []string{para, "“Do you want me to swim?”", para2}, nil},
		{"lone exclamation", []string{para, "Not a single stone moved!", para2}, nil},
		{"exclamation in Chinese", []string{"河上的桥是在一百年前建成的，当时城里还没有多少人，商人们却愿意为它出钱。", "没有人来！", "后来桥被洪水冲走了。"}, nil},
		{"player", []string{para, "Pause Audio", "Remaining Time 3:12", "Mute", para2}, nil},
		{"comments", []string{para, "Comments (12)", para2, "7 comments", para, "Leave your reply", para2}, nil},
		{"contents", []string{para, "Contents", "• One\n• Two", para2, "In this article", para, "目录", para2}, nil},
		{"other stories", []string{para, "You might also like", para2, "Lesen Sie auch", para, "Читайте также", para2, "関連記事", para}, nil},
		{"whole story elsewhere", []string{para, "Read the whole interview with the ferryman", para2}, nil},
		{"author with a life", []string{para, "Per Lund", "Per Lund is an editor of the paper who lives on a barge and has written three books on rivers and bridges."}, nil},
		{"author with a post", []string{para, "Ann Roe, river correspondent", para2}, nil},
		{"mail address", []string{para, "letters@example.org", para2}, nil},
		{"postal address", []string{para, "14 Ferry Street", para2}, nil},
		{"numbered caption", []string{para, "Figure 7 The two bridges", para2, "2 of 9", para, "图3 桥", para2}, nil},
		{"row of a table", []string{para, "Ferry 120 98 14", para2}, nil},
		{"list of numbers", []string{para, "1) Silver Reach", "2) Low Water", "3) The Long Pool", para2}, nil},
		{"all capitals", []string{para, "THE LONG ROAD HOME", para2}, []string{"THE LONG ROAD HOME"}},
		{"one word", []string{para, "Conclusion", para2}, []string{"Conclusion"}},
		{"numbered", []string{para, "1. Introduction", para2, "2. Methods", para, "2.1 Data", para2}, []string{"1. Introduction", "2. Methods", "2.1 Data"}},
		{"heading and subheading", []string{para, "Part two", "The first day", para2}, []string{"Part two", "The first day"}},
		{"before a list", []string{para, "What to bring", "- a tent\n- a map\n- water", para2}, []string{"What to bring"}},
		{"before a short sentence", []string{para, "The end of the affair", "It was over.", para2}, []string{"The end of the affair"}},
		{"at the start", []string{"Friends and rivals", para, para2}, []string{"Friends and rivals"}},
		{"name of something small", []string{para, "crates.io", para2, "rustc and rustup", para}, []string{"crates.io"}},
		{"with apostrophes", []string{para, "Tokyo’s potential impact on a Trump victory", para2}, []string{"Tokyo’s potential impact on a Trump victory"}},
		{"underlined", []string{para, "The first day\n=============", para2, "Noon\n----", para}, []string{"The first day", "Noon"}},
		{"also listed as contents", []string{"The first day\nThe second day", para, "The first day", para2, "The second day", para}, []string{"The first day", "The second day"}},

		{"short last line", []string{para, para2, "Looking for a stable relationship"}, nil},
		{"short sentence", []string{para, "It was a visit as well as a summit.", para2}, nil},
		{"sentence in quotes", []string{para, "“The bridge is gone.”", para2}, nil},
		{"one-line quotation", []string{para, "“We will never go back”", para2}, nil},
		{"one-line quotation with speaker", []string{para, "\"The order was his,\" she said", para2}, nil},
		{"dateline", []string{"TOKYO, April 3 (Reuters)", para, para2}, nil},
		{"date", []string{para, "April 10, 2024", para2}, nil},
		{"list of bare lines", []string{para, "They brought:", "A tent", "A map of the hills", "Water for two days", para2}, nil},
		{"list with bullets", []string{para, "• The first thing", "• The second thing", para2}, nil},
		{"list in one block", []string{para, "The first thing\nThe second thing\nThe third thing", para2}, nil},
		{"verse", []string{"Shall I compare thee to a summer's day\nThou art more lovely and more temperate\nRough winds do shake the darling buds of May", "And summer's lease hath all too short a date\nSometime too hot the eye of heaven shines"}, nil},
		{"verse line by line", []string{"I wandered lonely as a cloud", "That floats on high o'er vales and hills,", "When all at once I saw a crowd,", "A host of golden daffodils;", "Beside the lake beneath the trees,", "Fluttering and dancing in the breeze."}, nil},
		{"lead-in", []string{para, "Here is what they found:", para2}, nil},
		{"label", []string{para, "Pros:", "It is cheap.", para2}, nil},
		{"continues in lower case", []string{para, "and so it went on", para2}, nil},
		{"exclamation", []string{para, "Thank you all for coming!", para2}, nil},
		{"teaser", []string{para, "Read more: The fall of the yen", para2}, nil},
		{"also read", []string{para, "ALSO READ: Why the yen fell", para2}, nil},
		{"advertisement", []string{para, "Advertisement", para2}, nil},
		{"share buttons", []string{para, "Share this article", para2}, nil},
		{"caption with credit", []string{para, "Prime minister Kishida at the White House. Photo: AFP", para2}, nil},
		{"agency's credit", []string{para, "Workers at the plant / AFP", para2}, nil},
		{"updated", []string{"Updated: 3 April 2024, 10:15", para, para2}, nil},
		{"signature", []string{para, para2, "Yours sincerely", "Jane Doe"}, nil},
		{"attribution", []string{para, para2, "Jane Doe is a professor of history at a university in the north."}, nil},
		{"address", []string{para, "https://example.org/more", para2}, nil},
		{"command", []string{para, "$ rustup update stable", para2}, nil},
		{"code", []string{para, "let x = compute(y)", para2}, nil},
		{"separator", []string{para, "* * *", para2}, nil},
		{"long line", []string{para, "A view of the harbour with the ships that were to bring the supplies for the winter to the islands", para2}, nil},
		{"teaser with dots", []string{para, "And then it happened…", para2}, nil},
		{"name under the title", []string{"Jane Doe", "Tokyo correspondent", para, para2}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := headingsOf(t, tt.blocks...); !slices.Equal(got, tt.want) {
				t.Errorf("headings %q, want %q", got, tt.want)
			}
		})
	}
}

// The same text has the same headings each time, also where short lines follow
// one another.
func TestHeadingsDontChange(t *testing.T) {
	const text = "- a rope\n\nUnarchiving\n\nBoats\n\n- a rope\n"
	want := ""
	for i := range 50 {
		a, err := Parse("x.txt", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && a.Text != want {
			t.Fatalf("first\n%s\nthen\n%s", want, a.Text)
		}
		want = a.Text
	}
}

func TestHeadingAt(t *testing.T) {
	a, err := Parse("a.md", []byte("# Title\n\nAbove.\n\n## One\n\nText.\n\n## Two\n\nMore.\n"))
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{"Above": "", "One": "One", "Text": "One", "Two": "Two", "More": "Two"} {
		if got := a.HeadingAt(strings.Index(a.Text, words)); got != want {
			t.Errorf("%s stands under %q, want %q", words, got, want)
		}
	}
}
