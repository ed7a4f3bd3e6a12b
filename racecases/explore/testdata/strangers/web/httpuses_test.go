package web

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Both sides speak in turn.
func TestHTTPTalk(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(w)
		control.EnableFullDuplex()
		for in := bufio.NewReader(r.Body); ; control.Flush() {
			line, err := in.ReadString('\n')
			if err != nil {
				return
			}
			io.WriteString(w, strings.ToUpper(line))
		}
	})
	body, to := io.Pipe()
	go io.WriteString(to, "one\n")
	resp, err := http.Post(s.URL, "text/plain", body)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	in := bufio.NewReader(resp.Body)
	for _, want := range []string{"ONE\n", "TWO\n"} {
		if line, err := in.ReadString('\n'); err != nil || line != want {
			t.Error(line, err)
		}
		if want == "ONE\n" {
			io.WriteString(to, "two\n")
		}
	}
	to.Close()
	if rest, err := io.ReadAll(in); err != nil || len(rest) > 0 {
		t.Error(rest, err)
	}
}

// The default mux begins anew with each schedule.
func TestHTTPMux(t *testing.T) {
	http.HandleFunc("GET /hello/{name}", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.PathValue("name")) })
	s := httptest.NewServer(nil)
	defer s.Close()
	if got := ask(s.URL + "/hello/gopher"); got != "gopher" {
		t.Error(got)
	}
	if got := ask(s.URL + "/bye"); !strings.Contains(got, "not found") {
		t.Error(got)
	}
}

// A counting transport is one of those that strangers wrap around Go's.
type counting struct {
	http.RoundTripper
	n atomic.Int32
}

func (c *counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.n.Add(1)
	return c.RoundTripper.RoundTrip(r)
}

// A doer is what strangers take in the place of a client.
type doer interface {
	Do(*http.Request) (*http.Response, error)
}

func TestHTTPTransport(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/there", http.StatusFound)
		}
	})
	var trips counting
	trips.RoundTripper = http.DefaultTransport
	var client doer = &http.Client{Transport: &trips}
	twice(func() {
		req, err := http.NewRequest("GET", s.URL, nil)
		if err != nil {
			t.Error(err)
			return
		}
		resp, err := client.Do(req)
		if answerOf(resp, err); err != nil || resp.Request.URL.Path != "/there" {
			t.Error(err)
		}
	})
	if trips.n.Load() != 4 {
		t.Error(trips.n.Load())
	}
}

// Two servers call each other while they hold their locks.
func TestHTTPEachOther(t *testing.T) {
	var servers [2]*httptest.Server
	for i := range servers {
		var mu sync.Mutex
		servers[i] = serve(t, func(_ http.ResponseWriter, r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			if r.URL.Path == "/first" {
				ask(servers[1-i].URL + "/second")
			}
		})
	}
	var wg sync.WaitGroup
	for _, s := range servers {
		wg.Go(func() { ask(s.URL + "/first") })
	}
	wg.Wait()
}

func TestHTTPErrors(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	if _, err := http.Head(s.URL); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
	s.Close()
	if _, err := http.Get(s.URL); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Error(err)
	}
	srv := http.Server{Addr: "localhost:8080"}
	srv.Close()
	if err := srv.ListenAndServe(); err != http.ErrServerClosed {
		t.Error(err)
	}
}

// A handler takes the connection of a client that speaks by hand.
func TestHTTPHijack(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close()
		io.WriteString(c, "mine")
	})
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	io.WriteString(c, "GET / HTTP/1.1\r\nHost: here\r\n\r\n")
	if text, err := io.ReadAll(c); err != nil || string(text) != "mine" {
		t.Error(string(text), err)
	}
}

func TestHTTPS(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.TLS != nil {
			io.WriteString(w, "secret")
		}
	}))
	defer s.Close()
	if got := answerOf(s.Client().Get(s.URL)); got != "secret" {
		t.Error(got)
	}
	if _, err := http.Get(s.URL); !errors.As(err, new(x509.UnknownAuthorityError)) {
		t.Error(err)
	}
	c, err := tls.Dial("tcp", s.Listener.Addr().String(), &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
}

func TestHTTPProxy(t *testing.T) {
	client := http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: "localhost:1"})}}
	client.Get("http://localhost:2")
}

// A proxy stands before a handler that has little time.
func TestHTTPBehindProxy(t *testing.T) {
	slow := make(chan bool)
	s := httptest.NewServer(http.TimeoutHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			<-slow
		}
		io.WriteString(w, "in time")
	}), time.Second, "too late"))
	defer s.Close()
	defer close(slow)
	to, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(httputil.NewSingleHostReverseProxy(to))
	defer front.Close()
	for path, want := range map[string]string{"/": "in time", "/slow": "too late"} {
		if got := ask(front.URL + path); got != want {
			t.Error(path, got)
		}
	}
}

func TestHTTPTrace(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) {})
	var seen []string
	saw := func(what string) { seen = append(seen, what) }
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{
		GetConn:              func(string) { saw("get") },
		ConnectDone:          func(_, _ string, err error) { saw("connected") },
		GotConn:              func(httptrace.GotConnInfo) { saw("got") },
		WroteRequest:         func(httptrace.WroteRequestInfo) { saw("wrote") },
		GotFirstResponseByte: func() { saw("read") },
	}), "GET", s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	answerOf(http.DefaultClient.Do(req))
	if got := strings.Join(seen, " "); got != "get connected got wrote read" {
		t.Error(got)
	}
}

func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(nil)
	s.EnableHTTP2 = true
	s.StartTLS()
}
