package web

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// serve starts a server that ends with the test.
func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// answerOf returns what a server says, or why it does not.
func answerOf(resp *http.Response, err error) string {
	if err != nil {
		return err.Error()
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func ask(url string) string { return answerOf(http.Get(url)) }

func TestHTTPUnguarded(t *testing.T) {
	n := 0
	s := serve(t, func(http.ResponseWriter, *http.Request) { n++ })
	twice(func() { ask(s.URL) })
}

func TestHTTPGuarded(t *testing.T) {
	var mu sync.Mutex
	n := 0
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		n++
		mu.Unlock()
		io.WriteString(w, "counted")
	})
	twice(func() {
		if got := ask(s.URL); got != "counted" {
			t.Error(got)
		}
	})
	if n != 2 { // the answers came after it
		t.Error(n)
	}
}

// Each handler reads and writes under the lock, and another one comes in between.
func TestHTTPLost(t *testing.T) {
	var h hits
	s := serve(t, h.ServeHTTP)
	twice(func() { ask(s.URL) })
	if h.seen != 2 {
		t.Errorf("%d hits", h.seen)
	}
}

// meeting waits in a handler for another one.
func meeting(t *testing.T) *httptest.Server {
	met := make(chan bool)
	return serve(t, func(http.ResponseWriter, *http.Request) {
		select {
		case met <- true:
		case <-met:
		}
	})
}

func TestHTTPMeeting(t *testing.T) {
	s := meeting(t)
	twice(func() { ask(s.URL) })
}

func TestHTTPNobodyComes(t *testing.T) { ask(meeting(t).URL) }

// A client goes away at any time, and the handler notices.
func TestHTTPCancelled(t *testing.T) {
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithCancel(context.Background())
	req, err := http.NewRequestWithContext(ctx, "GET", s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	go cancel()
	if _, err := http.DefaultClient.Do(req); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestHTTPTimeout(t *testing.T) {
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	client := http.Client{Timeout: time.Second, Transport: &counting{RoundTripper: http.DefaultTransport}}
	_, err := client.Get(s.URL)
	var late net.Error
	if !errors.As(err, &late) || !late.Timeout() {
		t.Error(err)
	}
}

// shutDown has a server end beside a request, and returns what came of that.
func shutDown(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	finished := false
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "served")
		finished = true
	})}
	ended, said := make(chan error, 1), make(chan string, 1)
	go func() { ended <- srv.Serve(l) }()
	go func() { said <- ask("http://" + l.Addr().String()) }()
	if err := srv.Shutdown(context.Background()); err != nil {
		t.Error(err)
	}
	served := finished // Shutdown waits for the handler
	if err := <-ended; err != http.ErrServerClosed {
		t.Error(err)
	}
	text := <-said
	if served != (text == "served") {
		t.Error(served, text)
	}
	return text
}

func TestHTTPShutdown(t *testing.T) { shutDown(t) }

func TestHTTPShutdownEarly(t *testing.T) {
	if text := shutDown(t); text != "served" {
		t.Error(text)
	}
}

func TestHTTPShutdownLate(t *testing.T) {
	begun, release := make(chan bool), make(chan bool)
	s := serve(t, func(http.ResponseWriter, *http.Request) {
		close(begun)
		<-release
	})
	defer close(release)
	go ask(s.URL)
	<-begun
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := s.Config.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// What a handler starts goes on without it.
func TestHTTPLeft(t *testing.T) {
	work := make(chan int)
	s := serve(t, func(http.ResponseWriter, *http.Request) {
		go func() { <-work }()
	})
	ask(s.URL)
}

// The handler waits for its answer to be read, and the client for the handler.
func TestHTTPFull(t *testing.T) {
	written := make(chan bool)
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Write(make([]byte, 1<<20))
		close(written)
	})
	resp, err := http.Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	<-written
	resp.Body.Close()
}

// TestHTTPRegistered asks a mux while another goroutine registers what it asks for.
func TestHTTPRegistered(t *testing.T) {
	mux := http.NewServeMux()
	var wg sync.WaitGroup
	wg.Go(func() { mux.HandleFunc("/late", func(http.ResponseWriter, *http.Request) {}) })
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", "/late", nil))
	if wg.Wait(); w.Code == http.StatusOK {
		t.Error("registered before")
	}
}

// TestHTTPRegisteredHandler asks a handler of which only the value says that it is a mux.
func TestHTTPRegisteredHandler(t *testing.T) {
	mux := http.NewServeMux()
	var handler http.Handler = mux
	var wg sync.WaitGroup
	wg.Go(func() { mux.HandleFunc("/late", func(http.ResponseWriter, *http.Request) {}) })
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/late", nil))
	if wg.Wait(); w.Code == http.StatusOK {
		t.Error("registered before")
	}
}
