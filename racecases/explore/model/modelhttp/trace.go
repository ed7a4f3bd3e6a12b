package modelhttp

import (
	"context"
	"crypto/tls"
	"net/http/httptrace"
	"net/textproto"
	"reflect"
)

// Dialing calls the hooks of a context for a dial.
func Dialing(ctx context.Context, network, address string) (done func(error)) {
	t := traceOf(ctx)
	t.ConnectStart(network, address)
	return func(err error) { t.ConnectDone(network, address, err) }
}

// traceOf returns the hooks of a context, but for those that are called where a request is
// written. Those that are not set do nothing.
func traceOf(ctx context.Context) *httptrace.ClientTrace {
	t := httptrace.ClientTrace{
		ConnectStart:         func(string, string) {},
		ConnectDone:          func(string, string, error) {},
		GetConn:              func(string) {},
		GotConn:              func(httptrace.GotConnInfo) {},
		TLSHandshakeStart:    func() {},
		TLSHandshakeDone:     func(tls.ConnectionState, error) {},
		GotFirstResponseByte: func() {},
		Got1xxResponse:       func(int, textproto.MIMEHeader) error { return nil },
	}
	set := httptrace.ContextClientTrace(ctx)
	if set == nil {
		return &t
	}
	hooks, others := reflect.ValueOf(&t).Elem(), reflect.ValueOf(set).Elem()
	for i := range hooks.NumField() {
		if hook, other := hooks.Field(i), others.Field(i); !hook.IsNil() && !other.IsNil() {
			hook.Set(other)
		}
	}
	return &t
}
