package strangers

import (
	"errors"
	"iter"
	"runtime"
	"sync"
	"testing"
)

var visits int

type bookcase struct {
	mu    sync.Mutex
	books []string
}

func (s *bookcase) add(book string) (count int, err error) {
	defer func() { err = errors.Join(err) }()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.books = append(s.books, book)
	count = len(s.books)
	runtime.Gosched()
	return count, nil
}

func doubled[T any](v T) []T {
	both := []T{v, v}
	runtime.Gosched()
	return both
}

func wordsIn() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i, word := range []string{"a", "b"} {
			if !yield(i, word) {
				return
			}
		}
	}
}

// TestScopes stands once in the scope of each kind of variable.
func TestScopes(t *testing.T) {
	visits++
	if x := visits * 2; x > 5 {
		t.Error(x)
	} else if y := x + 1; y == 3 {
		runtime.Gosched()
	}
	switch z := any(visits).(type) {
	case int, string:
		runtime.Gosched()
		_ = z
	}
	s, first := &bookcase{}, "Emma"
	_, err := s.add(first)
	ready := make(chan string, 1)
	ready <- first
	select {
	case book := <-ready:
		runtime.Gosched()
		_ = book
	}
outer:
	for i := 0; i < 2; i++ {
		for range 2 {
			runtime.Gosched()
			continue outer
		}
	}
	var both, none = doubled(first), 0
	{
		first, last := "Persuasion", none
		runtime.Gosched()
		_, _ = first, last
	}
	for n, word := range wordsIn() {
		runtime.Gosched()
		if n == 1 {
			goto end
		}
		_ = word
	}
end:
	var wg sync.WaitGroup
	sum := 0
	for i := range 2 {
		wg.Go(func() {
			sum += i
			runtime.Gosched()
		})
	}
	wg.Wait()
	_, _ = both, err
}
