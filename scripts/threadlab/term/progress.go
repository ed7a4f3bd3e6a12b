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
