package picture

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
)

// IsData reports whether an address is of a picture within it, as RFC 2397 has
// them: "data:image/png;base64,…".
func IsData(address string) bool {
	return strings.HasPrefix(address, "data:image/") && strings.Contains(address, ",")
}

// FromData is the file of the picture in such an address.
func FromData(address string) ([]byte, error) {
	kind, data, ok := strings.Cut(address, ",")
	switch {
	case !IsData(address) || !ok:
		return nil, errors.New("the address holds no picture")
	case len(data) > 2*MaxBytes:
		return nil, errors.New("the address is longer than that of the largest picture shown")
	}
	plain, err := url.PathUnescape(data)
	if err != nil {
		return nil, err
	}
	if !strings.HasSuffix(kind, ";base64") {
		return []byte(plain), nil
	}
	plain = strings.TrimRight(strings.NewReplacer(" ", "", "\t", "", "-", "+", "_", "/").Replace(plain), "=")
	return base64.RawStdEncoding.DecodeString(plain)
}
