package term

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A Progress is a bar that counts towards an end, or a spinner that has none. It shows only on a terminal that can draw.
//
// The library stays at 3.15: later ones import net/http, which would be a fifth of what go run compiles.
type Progress struct {
	bar  *progressbar.ProgressBar
	stop func() // ends what turns a spinner
}

func newProgress(w io.Writer, n int, options ...progressbar.Option) *Progress {
	if !draws(w) {
		w = io.Discard
	}
	options = append(options, progressbar.OptionSetWriter(w), progressbar.OptionClearOnFinish())
	return &Progress{bar: progressbar.NewOptions(n, options...)}
}

// NewProgress returns a bar that ends at n.
func NewProgress(w io.Writer, n int, what string) *Progress {
	return newProgress(w, n, progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(30), progressbar.OptionSetPredictTime(true), progressbar.OptionSetRenderBlankState(true))
}

// NewSteps returns a bar that ends at n, for steps that take very different times: how long the rest takes is for
// [Progress.At] to say.
func NewSteps(w io.Writer, n int) *Progress {
	return newProgress(w, n, progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(20), progressbar.OptionSetPredictTime(false), progressbar.OptionSetRenderBlankState(true))
}

// NewSpinner returns a Progress for something that takes an unknown time.
func NewSpinner(w io.Writer, what string) *Progress {
	p := newProgress(w, -1, progressbar.OptionSetDescription(what))
	ended := make(chan struct{})
	var turning sync.WaitGroup
	turning.Go(func() {
		ticks := time.NewTicker(100 * time.Millisecond)
		defer ticks.Stop()
		for {
			select {
			case <-ticks.C:
				p.Add(1)
			case <-ended:
				return
			}
		}
	})
	p.stop = func() { close(ended); turning.Wait() }
	return p
}

// Add counts n more. The bar's own errors are about its writer, and not worth ending a run.
func (p *Progress) Add(n int) { _ = p.bar.Add(n) }

// At moves a bar to n, and says what is being done.
func (p *Progress) At(n int, what string) {
	p.bar.Describe(what)
	_ = p.bar.Set(n)
}

// Say tells what is being done.
func (p *Progress) Say(what string) { p.bar.Describe(what) }

// Clear takes the bar off the screen, so that a line can be printed.
func (p *Progress) Clear() { _ = p.bar.Clear() }

// Done takes the bar off the screen for good.
func (p *Progress) Done() {
	if p.stop != nil {
		p.stop()
	}
	_ = p.bar.Finish()
	_ = p.bar.Clear()
}
