package term

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A Progress is a bar that counts towards an end, or a spinner that has none. It
// shows on a terminal only; without one every method does nothing.
type Progress struct{ bar *progressbar.ProgressBar }

// NewProgress returns a bar that ends at n.
func NewProgress(w io.Writer, n int, what string) *Progress {
	if !IsTerminal(w) {
		return &Progress{}
	}
	return &Progress{progressbar.NewOptions(n,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(30), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetRenderBlankState(true))}
}

// NewSteps returns a bar that ends at n, for steps that take very different times: how long the rest takes is for
// [Progress.At] to say.
func NewSteps(w io.Writer, n int) *Progress {
	if !IsTerminal(w) {
		return &Progress{}
	}
	return &Progress{progressbar.NewOptions(n,
		progressbar.OptionSetWriter(w), progressbar.OptionShowCount(), progressbar.OptionSetWidth(20),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(false), progressbar.OptionSetRenderBlankState(true))}
}

// NewSpinner returns a Progress for something that takes an unknown time.
func NewSpinner(w io.Writer, what string) *Progress {
	if !IsTerminal(w) {
		return &Progress{}
	}
	return &Progress{progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetSpinnerChangeInterval(100*time.Millisecond))}
}

// Add counts n more. The bar's own errors are about its writer, and not worth ending a run.
func (p *Progress) Add(n int) {
	if p.bar != nil {
		_ = p.bar.Add(n)
	}
}

// At moves a bar to n, and says what is being done.
func (p *Progress) At(n int, what string) {
	if p.bar != nil {
		p.bar.Describe(what)
		_ = p.bar.Set(n)
	}
}

// Clear takes the bar off the screen, so that a line can be printed.
func (p *Progress) Clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// Done takes the bar off the screen for good.
func (p *Progress) Done() {
	if p.bar != nil {
		_ = p.bar.Finish()
		_ = p.bar.Clear()
	}
}
