package pty

import "testing"

func TestCheck(t *testing.T) {
	for _, good := range []string{
		"", "plain text\r\n", "e\u0301 汉字 ☞ …", "\x1b[38;2;1;2;3;4:3;58:2::1:2:3mx\x1b[m", "\x1b[2;5H\x1b[K\x1b[?2026h\x1b[>1u\x1b[?u",
		"\x1b]8;;https://example.org/a%20b\x07x\x1b]8;;\x07", "\x1b]2;A title · manicule\x1b\\", "\x1b]52;c;dGlkZQ==\x07", "\x1b]11;?\x07", "\x1b]1337;ReportCellSize\x1b\\\x1b[?1;1;0S",
		"\x1b_Ga=T,f=100,m=1;iVBORw0KGgo=\x1b\\", "\x1b[?1049", "\x1b[?5W\x1b[?2027$p\x1b[>4;2m", "\x1b]2;half a tit", "cut off \xe6\xb1",
	} {
		if err := Check([]byte(good)); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{
		"\x07", "\x00", "\x0e", "a\x7fb", "\u009b31m", "\u202Eabc", "a\u200bb", "\xff", "\x1b[5i", "\x1b[?5000h", "\x1bc", "\x1b#8",
		"\x1b]8;;javascript:alert(1)\x07", "\x1b]8;;file:///etc/passwd\x07", "\x1b]8;;https://a/\u00e9\x07", "\x1b]2;a\u202Eb\x07",
		"\x1b]52;c;?\x07", "\x1b]1337;File=x\x07", "\x1bPq#0\x1b\\", "\x1b_Gt=f;/etc/passwd!\x1b\\", "\x1b_x\x1b\\", "\x1b^x\x1b\\", "\x1b]50;x\x07",
	} {
		if Check([]byte("before "+bad+" behind it, for some length, so that nothing is cut off at the end of it all")) == nil {
			t.Errorf("%q is allowed", bad)
		}
	}
}
