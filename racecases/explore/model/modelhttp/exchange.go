package modelhttp

import (
	"bufio"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"time"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/model/modelnet"
)

// An exchange is a request and its response. One goroutine of the program runs at a time, and
// changes at points only.
type exchange struct {
	conn net.Conn
	in   *bufio.Reader
	req  *http.Request

	err   error       // why the request broke off, besides its context
	apart bool        // a goroutine of its own writes the request
	over  bool        // it has ended, well or not
	stop  func() bool // watching the context of the request; nil: that does not end
	late  *model.Timer
	done  chan struct{} // closed when it has ended, for what watches Request.Cancel
}

// A timeout is the error of a response that does not begin in time.
type timeout struct{}

func (timeout) Error() string   { return "net/http: timeout awaiting response headers" }
func (timeout) Timeout() bool   { return true }
func (timeout) Temporary() bool { return true }

// watch ends the exchange when the program no longer wants it.
func (x *exchange) watch(header time.Duration) {
	if ctx := x.req.Context(); ctx.Done() != nil {
		x.stop = model.ContextAfterFunc(ctx, x.hangUp)
	}
	if header > 0 {
		x.late = model.AfterFunc(header, func() { x.fail(timeout{}) })
	}
	//lint:ignore SA1019 programs that are explored still use it
	if cancel := x.req.Cancel; cancel != nil {
		x.done = make(chan struct{})
		model.Go(func() {
			if model.Select(false, model.RecvCase(cancel), model.RecvCase(x.done)) == 0 {
				x.fail(errCanceled)
			}
		})
	}
}

// errCanceled is the error of a request whose channel Cancel was closed.
var errCanceled = errors.New("net/http: request canceled")

func (x *exchange) fail(err error) {
	if !x.over && x.err == nil {
		x.err = err
		x.hangUp()
	}
}

// hangUp breaks the connection off.
func (x *exchange) hangUp() {
	if !x.over {
		modelnet.HangUp(raw(x.conn))
	}
}

// raw is the connection below one of TLS, which could wait to say that it is closed.
func raw(c net.Conn) net.Conn {
	if t, ok := c.(*tls.Conn); ok {
		return t.NetConn()
	}
	return c
}

// end closes the connection, and stops to watch.
func (x *exchange) end() {
	if x.over {
		return
	}
	x.over = true
	modelnet.HangUp(raw(x.conn))
	if x.done != nil {
		model.Close(x.done)
	}
	if x.late != nil {
		x.late.Stop()
	}
	if x.stop != nil {
		x.stop()
	}
}

// reason says why reading failed: because the program wanted it, or as it was.
func (x *exchange) reason(err error) error {
	if ctx := x.req.Context(); ctx.Done() != nil && ctx.Err() != nil {
		return model.ContextCause(ctx)
	}
	if x.err != nil {
		return x.err
	}
	return err
}
