//go:build browser

package browser_test

import (
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
)

// findFailure has the explorer search from the middle of a run, and steps along what it found.
// That is no win.
func findFailure(b tab) {
	b.open("lock.html#case=lock/lost-update&half=broken&s=default&at=3")
	b.idle()
	b.do(chromedp.Evaluate[chromedp.Void](`localStorage.clear()`))
	b.press("f")
	assert.Contains(b, b.text(".board .said"), "Found a failure")
	assert.Contains(b, b.text(".board .step"), "move 3 of ")
	for range 40 {
		b.press(kb.ArrowRight)
	}
	assert.Contains(b, b.text(".board .verdict"), "✗ wrong result")
	assert.Contains(b, b.text(".board .won-it"), "What the explorer found")
	assert.False(b, b.won("lock/lost-update"))
}

// meet finds two accesses that meet, where no order fails, and goes there.
func meet(b tab) {
	b.open("lock.html#case=lock/dcl-plain-pointer")
	b.idle()
	b.press("f")
	assert.Contains(b, b.text(".board .said"), "The two accesses meet")
	b.press(kb.End)
	assert.Contains(b, b.text(".board .verdict"), "✗ data race")
	assert.Contains(b, b.text(".board .verdict"), "stand at shared")
	b.press(kb.Home)
	assert.Contains(b, b.text(".board .step"), "move 0 of ")
}

// stopSearch stops a search of all schedules, of which there are too many. The game goes on.
func stopSearch(b tab) {
	b.open("lock.html#case=lock/lost-update&half=correct")
	b.idle()
	b.do(chromedp.KeyEvent("f"))
	b.wait(`!document.querySelector(".board .busy").hidden`)
	b.press(kb.Escape)
	assert.Equal(b, "Stopped.", b.text(".board .said"))
	b.press("0")
	assert.Contains(b, b.text(".board .step"), "move 1 ")
}

// openLine opens an increment behind its lock in the middle of a run, which stays where it is.
func openLine(b tab) {
	b.open("lock.html#case=lock/abba&half=broken&at=5")
	b.idle()
	goroutines := b.text(".board .goroutines")
	b.do(chromedp.KeyEvent("e"))
	b.wait(`document.activeElement.type === "number"`)
	b.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.value = 20`))
	b.press(kb.Enter)
	assert.Contains(b, b.text(".board .step"), "open: abba_broken.go:20")
	assert.Equal(b, goroutines, b.text(".board .goroutines"))
	b.prefer("g1", "main", "g2")
	assert.Contains(b, b.text(".board .verdict"), "✓ survived")
}

// wrongAddress opens addresses that name no state: each says so, and the game can begin.
func wrongAddress(b tab) {
	tests := []struct{ fragment, says string }{
		{"case=lock/lost-update&half=../x&s=99.1&at=3", "it is of another program"},
		{"case=lock/abba&s=x&at=-1&open=%", "want default, or points in rising order"},
	}
	for _, tt := range tests {
		b.open("lock.html#" + tt.fragment)
		b.wait(`document.querySelector(".board .said")?.innerText && !document.querySelector(".board[aria-busy]")`)
		assert.Contains(b, b.text(".board .said"), tt.says)
		b.press("r")
		assert.Contains(b, b.text(".board .step"), "move 0 ")
	}
}

// narrow plays on the screen of a telephone, which nothing is wider than.
func narrow(b tab) {
	b.do(chromedp.EmulateViewport(360, 740))
	b.play("lock.html", "lock/lost-update")
	b.do(chromedp.KeyEvent("000001")) // faster than the moves
	b.wait(`document.querySelector(".board .step").innerText.startsWith("move 6 ")`)
	b.press("?")
	assert.LessOrEqual(b, eval[int](b, "document.documentElement.scrollWidth"), 360)
	assert.Contains(b, b.text(".board .help"), "takes the choice of that number")
}
