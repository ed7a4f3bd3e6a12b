package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// twice runs f in two goroutines.
func twice(f func()) {
	var both sync.WaitGroup
	for range 2 {
		both.Go(f)
	}
	both.Wait()
}

type hits struct {
	mu   sync.Mutex
	seen int
}

func (h *hits) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	seen := h.seen
	h.mu.Unlock()
	h.mu.Lock()
	h.seen = seen + 1
	h.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
}

// A handler is called by two clients, without a network.
func TestNetHandler(t *testing.T) {
	var h hits
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
			if w.Code != http.StatusAccepted {
				t.Error(w.Code)
			}
		})
	}
	wg.Wait()
	if h.seen != 2 {
		t.Errorf("%d hits", h.seen)
	}
}

// TestHandler has a handler whose response depends on the order of goroutines.
func TestHandler(t *testing.T) {
	served := 0
	var mu sync.Mutex
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		served++
		fmt.Fprint(w, r.URL.Path, served)
	})
	answers := make(chan string, 2)
	for _, path := range []string{"/a", "/b"} {
		go func() {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
			answers <- w.Body.String()
		}()
	}
	if first := <-answers; first != "/a1" {
		t.Errorf("first %s", first)
	}
	<-answers
}
