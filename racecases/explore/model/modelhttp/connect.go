package modelhttp

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"

	"threadlab/racecases/explore/model"
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
	address := address(req.URL)
	secure := req.URL.Scheme == "https"
	conn, err := dialing(t, secure)(req.Context(), "tcp", address)
	if err != nil {
		return nil, err
	}
	model.ForOneRequest(conn)
	if secure && t.DialTLSContext == nil {
		return encrypted(conn, t.TLSClientConfig, req.URL.Hostname())
	}
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
	case t.Dial != nil:
		return func(_ context.Context, network, address string) (net.Conn, error) { return t.Dial(network, address) }
	}
	return model.NetDialingContext(nil)
}

// encrypted does what TLS does before a request.
func encrypted(conn net.Conn, config *tls.Config, host string) (net.Conn, error) {
	if config == nil {
		config = new(tls.Config)
	}
	config = config.Clone()
	config.NextProtos = nil // what is modelled is HTTP/1.1
	if config.ServerName == "" {
		config.ServerName = host
	}
	c := tls.Client(conn, config)
	if err := c.HandshakeContext(context.Background()); err != nil {
		model.HangUp(conn)
		return nil, err
	}
	return c, nil
}
