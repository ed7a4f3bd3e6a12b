package sseremove

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/r3labs/sse/v2"
)

type response struct {
	*httptest.ResponseRecorder
	begun chan bool
}

func (r response) Header() http.Header {
	select {
	case r.begun <- true:
	default:
	}
	return r.ResponseRecorder.Header()
}

// A client subscribes while its stream is removed; when the client has gone, the request ends.
func TestSubscribeBesideRemove(t *testing.T) {
	server := sse.New()
	server.CreateStream("news")
	ctx, cancel := context.WithCancel(context.Background())
	request := httptest.NewRequestWithContext(ctx, "GET", "/?stream=news", nil)
	w := response{httptest.NewRecorder(), make(chan bool, 1)}
	done := make(chan bool)
	go func() {
		server.ServeHTTP(w, request)
		close(done)
	}()
	<-w.begun
	server.RemoveStream("news")
	cancel()
	<-done
}
