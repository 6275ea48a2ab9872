package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"
)

// words says in a reader's words what went wrong.
func (f *Fetcher) words(ctx context.Context, err error) error {
	var private *PrivateError
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var op *net.OpError
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	switch {
	case errors.Is(context.Cause(ctx), errSlow):
		return fmt.Errorf("it took longer than %v", f.limits.Whole)
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &private):
		return private
	case errors.As(err, &name) && name.IsNotFound:
		return fmt.Errorf("there is no host named %s, or no network", name.Name)
	case errors.As(err, &name):
		return fmt.Errorf("the name %s can't be looked up: %s", name.Name, name.Err)
	case errors.As(err, &certificate):
		return fmt.Errorf("its certificate can't be trusted: %w", certificate.Err)
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return errors.New("it does not speak TLS; try the address with http")
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("nothing answers there: the connection was refused")
	case errors.As(err, &op) && op.Op == "dial" && op.Timeout():
		return fmt.Errorf("no connection within %v", f.limits.Connect)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return fmt.Errorf("the answer breaks off: %w", err)
	}
	return err
}

// statusWords says what a status means that is no page.
func statusWords(code int) error {
	what := http.StatusText(code)
	switch {
	case code == http.StatusNotFound || code == http.StatusGone:
		what = "there is no such page"
	case code == http.StatusUnauthorized || code == http.StatusForbidden || code == http.StatusPaymentRequired:
		what = "the server shows it only to some"
	case code == http.StatusUnavailableForLegalReasons:
		what = "the server must not show it"
	case code == http.StatusNoContent || code == http.StatusResetContent:
		what = "there is nothing on it"
	case code >= http.StatusInternalServerError:
		what = "the server has a fault"
	case what == "":
		what = "an answer that nobody knows"
	}
	return fmt.Errorf("%s (%d)", what, code)
}
