package service

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// timeLayouts are how services write times; without a zone they mean UTC.
var timeLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999Z0700",
	"2006-01-02T15:04:05", time.DateTime, "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02T15:04:05Z07", "2006-01-02 15:04:05Z07", time.DateOnly,
	time.RFC1123Z, time.RFC1123, "Jan 2, 2006", "January 2, 2006", "1/2/2006 15:04",
}

// parseTime reads a time in words or as a number since 1970, of seconds,
// milli-, micro- or nanoseconds; zero if there is none.
func parseTime(s string) time.Time {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return since1970(n)
	}
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// webKitEpoch is 1601, from which Chrome counts microseconds, in seconds
// before 1970.
const webKitEpoch = 11644473600

// since1970 is the time of a number, whose size tells its unit.
func since1970(n float64) time.Time {
	const latest = 7258118400 // 2200
	switch {
	case n <= 0 || math.IsNaN(n) || math.IsInf(n, 0):
		return time.Time{}
	case n < 1e11:
	case n < 1e14:
		n /= 1e3
	case n < 1e17:
		n /= 1e6
	default:
		n /= 1e9
	}
	if n > latest {
		n -= webKitEpoch
	}
	if n <= 0 || n > latest {
		return time.Time{}
	}
	return time.Unix(int64(n), 0).UTC()
}

// moment is a time in JSON: a string, a number, or null.
type moment struct{ time.Time }

func (m *moment) UnmarshalJSON(data []byte) error {
	var s loose
	err := s.UnmarshalJSON(data)
	m.Time = parseTime(string(s))
	return err
}

// loose is a value in JSON that services write as a string, a number or a
// truth value. Null and whatever else there may be is "".
type loose string

func (l *loose) UnmarshalJSON(data []byte) error {
	*l = ""
	switch {
	case len(data) > 0 && data[0] == '"':
		return json.Unmarshal(data, (*string)(l))
	case string(data) != "null" && len(data) > 0 && data[0] != '{' && data[0] != '[':
		*l = loose(data)
	}
	return nil
}

// yes reports whether a value says that something is so.
func (l loose) yes() bool {
	switch strings.ToLower(strings.TrimSpace(string(l))) {
	case "1", "true", "yes", "t", "y":
		return true
	}
	return false
}

// names are tags in JSON: strings, objects with a name, or one string.
type names []string

func (n *names) UnmarshalJSON(data []byte) error {
	*n = nil
	var all []json.RawMessage
	if json.Unmarshal(data, &all) != nil {
		var s loose
		err := s.UnmarshalJSON(data)
		*n = splitTags(string(s))
		return err
	}
	for _, one := range all {
		var s loose
		if err := s.UnmarshalJSON(one); err != nil {
			return err
		}
		if s == "" {
			var object struct{ Name, Label, Title string }
			_ = json.Unmarshal(one, &object) // what is no object has no name
			s = loose(object.Name + object.Label + object.Title)
		}
		if s != "" {
			*n = append(*n, string(s))
		}
	}
	return nil
}

// splitTags reads a field of several tags: a list of JSON or Python, or words
// parted by | or commas.
func splitTags(s string) []string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		var list []string
		if json.Unmarshal([]byte(s), &list) == nil {
			return list
		}
		return pythonList(s[1 : len(s)-1])
	}
	return strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == ',' || r == '\n' })
}

// pythonList reads the strings of a list as Python writes them.
func pythonList(s string) (list []string) {
	for s != "" {
		quote := s[0]
		if quote != '\'' && quote != '"' {
			s = s[1:]
			continue
		}
		var one strings.Builder
		i := 1
		for ; i < len(s) && s[i] != quote; i++ {
			if s[i] == '\\' && i+1 < len(s) {
				i++
			}
			one.WriteByte(s[i])
		}
		list = append(list, one.String())
		s = s[min(i+1, len(s)):]
	}
	return list
}
