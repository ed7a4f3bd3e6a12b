package modelhttp

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"

	"threadlab/racecases/explore/model/modelnet"
)

// connect dials the server of a request.
func connect(t *http.Transport, req *http.Request) (net.Conn, error) {
	if t.Proxy != nil {
		proxy, err := t.Proxy(req)
		if err != nil {
			return nil, err
		}
		if proxy != nil {
			Refuse("net/http: a proxy")
		}
	}
	address, trace := address(req.URL), traceOf(req.Context())
	secure := req.URL.Scheme == "https"
	trace.GetConn(address)
	conn, err := dialing(t, secure)(req.Context(), "tcp", address)
	if err != nil {
		return nil, err
	}
	modelnet.ForOneRequest(conn)
	if secure && t.DialTLSContext == nil {
		if conn, err = encrypted(conn, t.TLSClientConfig, req.URL.Hostname(), trace); err != nil {
			return nil, err
		}
	}
	trace.GotConn(httptrace.GotConnInfo{Conn: conn})
	return conn, nil
}

// address returns the host and the port of a server.
func address(u *url.URL) string {
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "https":
		port = "443"
	default:
		port = "80"
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// dialing returns how a transport dials.
func dialing(t *http.Transport, secure bool) func(ctx context.Context, network, address string) (net.Conn, error) {
	switch {
	case secure && t.DialTLSContext != nil:
		return t.DialTLSContext
	case t.DialContext != nil:
		return t.DialContext
	}
	//lint:ignore SA1019 programs that are explored still use it
	if dial := t.Dial; dial != nil {
		return func(_ context.Context, network, address string) (net.Conn, error) { return dial(network, address) }
	}
	return modelnet.DialContext
}

// encrypted does what TLS does before a request.
func encrypted(conn net.Conn, config *tls.Config, host string, trace *httptrace.ClientTrace) (net.Conn, error) {
	if config == nil {
		config = new(tls.Config)
	}
	config = config.Clone()
	config.NextProtos = nil // what is modelled is HTTP/1.1
	if config.ServerName == "" {
		config.ServerName = host
	}
	c := tls.Client(conn, config)
	trace.TLSHandshakeStart()
	err := c.HandshakeContext(context.Background())
	trace.TLSHandshakeDone(c.ConnectionState(), err)
	if err != nil {
		modelnet.HangUp(conn)
		return nil, err
	}
	return c, nil
}
