package article

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func encoded(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	const (
		western  = "Le café était déjà fermé – « trop tard », dit-il à l’hôtesse.\n"
		russian  = "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.\n"
		japanes  = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n"
		chinese  = "道可道,非常道。名可名,非常名。无名天地之始,有名万物之母。\n"
		koreanic = "모든 국민은 법 앞에 평등하다. 누구든지 성별에 의하여 차별을 받지 아니한다.\n"
	)
	utf16le := xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)
	utf16be := xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)
	tests := []struct {
		name, in, want, note string
		page                 bool
	}{
		{name: "UTF-8", in: western, want: western},
		{name: "UTF-8 mark", in: "\uFEFF" + western, want: western},
		{name: "UTF-16 mark", in: encoded(t, xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM), japanes), want: japanes},
		{name: "UTF-16 little endian", in: encoded(t, utf16le, western), want: western},
		{name: "UTF-16 big endian", in: encoded(t, utf16be, western+"😀"), want: western + "😀"},
		{name: "UTF-16 Japanese with a line end", in: encoded(t, utf16le, japanes), want: japanes},
		{name: "UTF-16 half a character", in: "\xFF\xFEa\x00\x3D\xD8b\x00\x01", want: "a\uFFFDb\uFFFD"},
		{name: "UTF-32 mark", in: encoded(t, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), western), want: western},
		{name: "Windows-1252", in: encoded(t, charmap.Windows1252, western), want: western, note: "windows-1252"},
		{name: "Windows-1252, two words", in: "caf\xe9 d\xe9j\xe0 vu", want: "café déjà vu", note: "windows-1252"},
		{name: "Windows-1251", in: encoded(t, charmap.Windows1251, russian), want: russian, note: "windows-1251"},
		{name: "KOI8-R", in: encoded(t, charmap.KOI8R, russian), want: russian, note: "koi8-r"},
		{name: "Shift_JIS", in: encoded(t, japanese.ShiftJIS, japanes), want: japanes, note: "shift_jis"},
		{name: "EUC-JP", in: encoded(t, japanese.EUCJP, japanes), want: japanes, note: "euc-jp"},
		{name: "GB18030", in: encoded(t, simplifiedchinese.GB18030, chinese), want: chinese, note: "gb18030"},
		{name: "EUC-KR", in: encoded(t, korean.EUCKR, koreanic), want: koreanic, note: "euc-kr"},
		{name: "damaged UTF-8", in: western + "\xff", want: western + "\xff", note: "not quite UTF-8"},
		{name: "a stray NUL", in: "An ordinary line of text with\x00 one accident in it.", want: "An ordinary line of text with\x00 one accident in it."},
		{name: "escape sequences", in: strings.Repeat("\x1b[1mx\x1b[0m ", 20), want: strings.Repeat("\x1b[1mx\x1b[0m ", 20)},
		{name: "declared", in: "<meta charset=windows-1251><p>" + encoded(t, charmap.Windows1251, "Да"), want: "<meta charset=windows-1251><p>Да", page: true},
		{name: "declared wrongly", in: "<meta charset=windows-1251><p>" + western, want: "<meta charset=windows-1251><p>" + western, page: true},
		{name: "ISO-2022-JP", in: "<meta charset=iso-2022-jp>" + encoded(t, japanese.ISO2022JP, japanes), want: "<meta charset=iso-2022-jp>" + japanes, page: true},
		{name: "starts like a bitmap", in: "BM is the mark of a bitmap, and of this sentence.", want: "BM is the mark of a bitmap, and of this sentence."},
		{name: "empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, note, err := decode([]byte(tt.in), tt.page)
			if err != nil || got != tt.want {
				t.Errorf("decode = %q, %v; want %q", got, err, tt.want)
			}
			if (tt.note == "") != (note == "") || !strings.Contains(note, tt.note) {
				t.Errorf("note %q, want %q", note, tt.note)
			}
		})
	}
}

func TestDecodeBinary(t *testing.T) {
	tests := []struct{ name, in, seen string }{
		{"PNG", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", "image/png"},
		{"PDF", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "application/pdf"},
		{"ZIP", "PK\x03\x04\x14\x00\x00\x00\x08\x00abcdefgh\x00\x00\x01", "application/zip"},
		{"ELF", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x3e\x00", "control bytes"},
		{"NULs", strings.Repeat("\x00", 100), "control bytes"},
		{"noise", "\x9c\x01\xe3\x17\x8a\x03\xff\x11\x0f\xb2\x00\x9a\x04\x12\x99\x1e", "control bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := decode([]byte(tt.in), false)
			if !errors.Is(err, ErrBinary) || !strings.Contains(err.Error(), tt.seen) {
				t.Errorf("error %v, want ErrBinary naming %q", err, tt.seen)
			}
		})
	}
}

// TestGuessIsTheSameEachTime reads bytes that two charsets claim alike.
func TestGuessIsTheSameEachTime(t *testing.T) {
	data := []byte("0 \xe29\x93Z'820A-\"1C1'x*\xc8c0J2ne D!e.")
	first := guessCharset(data)
	for range 100 {
		if again := guessCharset(data); again != first {
			t.Fatalf("%s, then %s", first, again)
		}
	}
}
