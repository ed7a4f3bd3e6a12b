//go:build browser

package browser_test

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "draw the picture of the page anew")

// picture is the page that the README shows: two goroutines have loaded the same value.
const (
	picture     = "../../../results/book.png"
	pictured    = "lock.html#case=lock/lost-update&half=broken&s=6.1&at=9&open=all"
	pictureSize = 200 << 10
)

// drawPicture draws it. Fonts differ between machines, and so it is drawn on request only.
func drawPicture(b tab) {
	if !*update {
		return
	}
	b.do(chromedp.EmulateViewport(1080, 900))
	b.open(pictured)
	b.idle()
	text, err := chromedp.Run(b.ctx, chromedp.Screenshot(chromedp.CSS(`[data-case="lock/lost-update"].play`)))
	require.NoError(b, err)
	require.NoError(b, os.WriteFile(picture, text, 0o644))
}

// TestPicture: the picture is there, wide enough to be read, and light.
func TestPicture(t *testing.T) {
	text, err := os.ReadFile(picture)
	require.NoError(t, err, "go test ./racecases/book/browser -update draws it")
	assert.Less(t, len(text), pictureSize)
	config, err := png.DecodeConfig(bytes.NewReader(text))
	require.NoError(t, err)
	assert.Greater(t, config.Width, 800)
}
