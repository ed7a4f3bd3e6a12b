package modelhttp

import (
	"compress/gzip"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
)

// dress completes a response that was read: its body ends the exchange.
func (x *exchange) dress(resp *http.Response, zipped bool) {
	if x.late != nil {
		x.late.Stop()
	}
	if t, ok := x.conn.(*tls.Conn); ok {
		state := t.ConnectionState()
		resp.TLS = &state
	}
	if resp.StatusCode == http.StatusSwitchingProtocols {
		resp.Body = &upgraded{x}
		return
	}
	if resp.Body == http.NoBody {
		x.end()
		return
	}
	var from io.Reader = resp.Body
	if zipped && resp.Header.Get("Content-Encoding") == "gzip" {
		resp.Header.Del("Content-Encoding")
		resp.Header.Del("Content-Length")
		resp.ContentLength, resp.Uncompressed = -1, true
		from = &unzipped{from: from}
	}
	resp.Body = &body{x: x, from: from}
}

var errReadClosed = errors.New("http: read on closed response body")

// A body is that of a response. Close may be called while another goroutine reads.
type body struct {
	x      *exchange
	from   io.Reader
	closed bool
	err    error // what Read returns from now on
}

func (b *body) Read(p []byte) (int, error) {
	switch {
	case b.closed:
		return 0, errReadClosed
	case b.err != nil:
		return 0, b.err
	}
	n, err := b.from.Read(p)
	if err == nil {
		return n, nil
	}
	if b.closed {
		err = errReadClosed
	} else if err != io.EOF {
		err = b.x.reason(err)
	}
	b.err = err
	b.x.end()
	return n, err
}

func (b *body) Close() error {
	b.closed = true
	b.x.end()
	return nil
}

// An unzipped is what was compressed. It reads nothing before it must.
type unzipped struct {
	from io.Reader
	zip  *gzip.Reader
}

func (u *unzipped) Read(p []byte) (n int, err error) {
	if u.zip == nil {
		if u.zip, err = gzip.NewReader(u.from); err != nil {
			return 0, err
		}
	}
	return u.zip.Read(p)
}

// An upgraded is a connection that both sides go on to use for something else.
type upgraded struct{ x *exchange }

func (u *upgraded) Read(p []byte) (int, error)  { return u.x.in.Read(p) }
func (u *upgraded) Write(p []byte) (int, error) { return u.x.conn.Write(p) }

func (u *upgraded) Close() error {
	u.x.end()
	return nil
}
