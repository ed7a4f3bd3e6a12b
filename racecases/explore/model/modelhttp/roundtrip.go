// Package modelhttp is the transport of net/http's clients in programs that are explored: a
// request goes over the modelled network, to a server of net/http or to any other one.
//
// Each request has a connection of its own. It is written by the goroutine that makes it, or
// by another one if its body may wait. Go's own code writes requests and reads responses.
//
// # Limits
//
// HTTP/2, proxies and a limit to the connections of a host are refused when a request comes to
// them. Connections are not kept alive, and a TLS handshake goes on when its context ends.
package modelhttp

import (
	"bufio"
	"errors"
	"fmt"
	"net/http"
	"net/textproto"

	"threadlab/racecases/explore/model"
)

// RoundTrip is the method of an [http.Transport].
func RoundTrip(t *http.Transport, req *http.Request) (*http.Response, error) {
	if err := check(t, req); err != nil {
		closeBody(req)
		return nil, err
	}
	conn, err := connect(t, req)
	if err != nil {
		closeBody(req)
		return nil, err
	}
	x := &exchange{conn: conn, req: req}
	x.watch(t.ResponseHeaderTimeout)
	zipped := x.send(t.DisableCompression)
	resp, err := x.receive()
	if err != nil {
		err = x.reason(err)
		x.end()
		if x.apart {
			closeBody(req) // what writes it may wait for more of it
		}
		return nil, err
	}
	x.dress(resp, zipped)
	return resp, nil
}

// check reports what no request may have, and refuses what is not modelled.
func check(t *http.Transport, req *http.Request) error {
	if t.MaxConnsPerHost > 0 {
		Refuse("net/http.Transport.MaxConnsPerHost")
	}
	switch {
	case req.Context().Err() != nil:
		return model.ContextCause(req.Context())
	case req.URL == nil:
		return errors.New("http: nil Request.URL")
	case req.Header == nil:
		return errors.New("http: nil Request.Header")
	case req.URL.Scheme != "http" && req.URL.Scheme != "https":
		return fmt.Errorf("unsupported protocol scheme %q", req.URL.Scheme)
	case req.URL.Host == "":
		return errors.New("http: no Host in request URL")
	}
	return nil
}

func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}

// small is the largest body that is written before a response is waited for, in bytes.
const small = 32 << 10

// send writes the request. It reports whether the response may be compressed unbeknown to the
// program.
func (x *exchange) send(uncompressed bool) (zipped bool) {
	out := x.req
	if zipped = !uncompressed && out.Method != http.MethodHead && out.Header.Get("Accept-Encoding") == "" && out.Header.Get("Range") == ""; zipped {
		out = out.WithContext(out.Context())
		out.Header = out.Header.Clone()
		out.Header.Set("Accept-Encoding", "gzip")
	}
	write := func() {
		if err := out.Write(x.conn); err != nil && !x.over {
			x.err = err
			x.hangUp()
		}
	}
	if out.Body == nil || out.Body == http.NoBody || out.GetBody != nil && out.ContentLength <= small {
		write()
	} else {
		x.apart = true
		model.Go(write)
	}
	return zipped
}

// receive reads the response, and passes over those before the last one.
func (x *exchange) receive() (*http.Response, error) {
	x.in = bufio.NewReader(x.conn)
	trace := traceOf(x.req.Context())
	for first := true; ; first = false {
		if _, err := x.in.Peek(1); err != nil {
			return nil, err
		}
		if first {
			trace.GotFirstResponseByte()
		}
		resp, err := http.ReadResponse(x.in, x.req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 200 || resp.StatusCode == http.StatusSwitchingProtocols {
			return resp, nil
		}
		if err := trace.Got1xxResponse(resp.StatusCode, textproto.MIMEHeader(resp.Header)); err != nil {
			return nil, err
		}
	}
}
