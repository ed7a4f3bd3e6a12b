package book_test

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestContrast: each colour of text has a contrast of 4.5 to what it stands on, by day and by
// night, as WCAG 2 asks of AA.
func TestContrast(t *testing.T) {
	css, err := os.ReadFile("assets/book.css")
	require.NoError(t, err)
	day, night, found := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	require.True(t, found)
	night, _, _ = strings.Cut(night, "*, ::before")
	onPage := []string{"fg", "muted", "accent", "good", "bad", "warn", "keyword", "literal", "comment", "g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7"}
	pairs := map[string][]string{
		"bg": onPage, "panel": onPage, "accent": {"on-accent"},
		"del": {"fg", "bad", "keyword", "literal", "comment"}, "ins": {"fg", "good", "keyword", "literal", "comment"},
		"now": {"fg", "bad", "muted", "keyword", "literal", "comment", "g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7"},
	}
	for name, scheme := range map[string]string{"day": day, "night": night} {
		colours := map[string]float64{}
		for _, c := range regexp.MustCompile(`--([a-z0-9-]+): #([0-9a-f]{3,6})`).FindAllStringSubmatch(scheme, -1) {
			colours[c[1]] = luminance(t, c[2])
		}
		for behind, texts := range pairs {
			for _, text := range texts {
				require.Contains(t, colours, text, name)
				a, b := colours[behind], colours[text]
				assert.GreaterOrEqual(t, (max(a, b)+.05)/(min(a, b)+.05), 4.5, "by %s: %s on %s", name, text, behind)
			}
		}
	}
}

// luminance is the relative luminance of WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = fmt.Sprintf("%[1]c%[1]c%[2]c%[2]c%[3]c%[3]c", hex[0], hex[1], hex[2])
	}
	sum := 0.0
	for i, share := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		require.NoError(t, err)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += share * c
	}
	return sum
}

// TestPython: the program of each lesson runs to its end, all of them in one interpreter.
func TestPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here:", err)
	}
	programs, err := filepath.Glob("python/*.py")
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), python, append([]string{"-c", "import runpy, sys\nfor name in sys.argv[1:]: runpy.run_path(name)"}, programs...)...)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	require.NoError(t, err, complaint.String())
	says := strings.Split(strings.TrimSpace(string(out)), "\n")
	require.Len(t, says, len(programs), string(out))
	for _, want := range []string{"counted to 500000", "balance 40", "taken [0, 1, 2]", "sums [6, 6, 6]", "fired ['soon']", "at most 2 inside at once"} {
		assert.Contains(t, says, want)
	}
}
