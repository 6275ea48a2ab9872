package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/net/idna"
)

// PrivateError says that an address lies on this machine or in a private
// network, and was not asked.
type PrivateError struct {
	Host string // name or address
	Why  string
}

func (e *PrivateError) Error() string {
	return fmt.Sprintf("%s is %s, which is not fetched from\n  if it is meant: --private", e.Host, e.Why)
}

func (f *Fetcher) dialer(control func(network, address string, _ syscall.RawConn) error) *net.Dialer {
	return &net.Dialer{Timeout: f.limits.Connect, Control: control}
}

// guard judges the very address that is connected to. So it doesn't matter
// what a name meant when it was looked up another time.
func (f *Fetcher) guard(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return &PrivateError{address, "no address that can be judged"}
	}
	if why := f.refusal(to.Addr()); why != "" {
		return &PrivateError{to.Addr().String(), why}
	}
	return nil
}

// reserved are the networks that are not public, by IANA's registries of
// special-purpose addresses (RFC 6890 and those that follow it).
var reserved = []struct {
	network netip.Prefix
	what    string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "this machine"},
	{netip.MustParsePrefix("127.0.0.0/8"), "this machine"},
	{netip.MustParsePrefix("::1/128"), "this machine"},
	{netip.MustParsePrefix("::/128"), "this machine"},
	{netip.MustParsePrefix("10.0.0.0/8"), "in a private network"},
	{netip.MustParsePrefix("172.16.0.0/12"), "in a private network"},
	{netip.MustParsePrefix("192.168.0.0/16"), "in a private network"},
	{netip.MustParsePrefix("100.64.0.0/10"), "in a provider's network"},
	{netip.MustParsePrefix("169.254.0.0/16"), "in this link's network"},
	{netip.MustParsePrefix("192.0.0.0/24"), "reserved"},
	{netip.MustParsePrefix("192.0.2.0/24"), "reserved"},
	{netip.MustParsePrefix("192.88.99.0/24"), "reserved"},
	{netip.MustParsePrefix("198.18.0.0/15"), "reserved"},
	{netip.MustParsePrefix("198.51.100.0/24"), "reserved"},
	{netip.MustParsePrefix("203.0.113.0/24"), "reserved"},
	{netip.MustParsePrefix("224.0.0.0/4"), "an address of many machines"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved"},
	{netip.MustParsePrefix("fe80::/10"), "in this link's network"},
	{netip.MustParsePrefix("fc00::/7"), "in a private network"},
	{netip.MustParsePrefix("fec0::/10"), "in a private network"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "in a private network"},
	{netip.MustParsePrefix("2001::/23"), "reserved"},
	{netip.MustParsePrefix("2001:db8::/32"), "reserved"},
	{netip.MustParsePrefix("3fff::/20"), "reserved"},
	{netip.MustParsePrefix("ff00::/8"), "an address of many machines"},
}

// global are the addresses of IPv6 that are given out; nat64 and sixToFour
// carry an address of IPv4.
var (
	global    = netip.MustParsePrefix("2000::/3")
	nat64     = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052
	sixToFour = netip.MustParsePrefix("2002::/16")    // RFC 3056
)

// notPublic says what an address is that is not public; "" of one that is.
func notPublic(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	for _, r := range reserved {
		if r.network.Contains(a) {
			return r.what
		}
	}
	switch b := a.As16(); {
	case !a.IsValid():
		return "no address"
	case a.Is4():
		return ""
	case nat64.Contains(a):
		return notPublic(netip.AddrFrom4([4]byte(b[12:16])))
	case sixToFour.Contains(a):
		return notPublic(netip.AddrFrom4([4]byte(b[2:6])))
	case !global.Contains(a):
		return "reserved"
	}
	return ""
}

// privateNames are the ends of names that only private networks have
// (RFC 6761, 6762, 8375, and ICANN's list of names that collide).
var privateNames = []string{"localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "arpa", "test", "invalid", "onion"}

// judgeName judges a host that a proxy is to reach, by its name alone: what it
// means the proxy finds out.
func (f *Fetcher) judgeName(host string) error {
	name, err := idna.Lookup.ToASCII(strings.TrimSuffix(host, "."))
	if err != nil {
		name = strings.ToLower(strings.TrimSuffix(host, "."))
	}
	if a, err := netip.ParseAddr(name); err == nil {
		if why := f.refusal(a); why != "" {
			return &PrivateError{host, why}
		}
		return nil
	}
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case slices.Contains(privateNames, last), last == name:
		return &PrivateError{host, "a name of this machine or a private network"}
	case strings.Trim(last, "0123456789") == "", strings.HasPrefix(last, "0x"):
		return &PrivateError{host, "an address in an unusual form"} // 127.1 and 0x7f.1 mean this machine to some
	}
	return nil
}
