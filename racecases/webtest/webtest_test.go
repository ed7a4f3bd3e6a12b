package webtest_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/webtest"
)

func TestMain(m *testing.M) { testmain.Run(m) }

// A fakeT keeps how its test has ended.
type fakeT struct {
	testing.TB
	skipped, failed string
}

func (*fakeT) Helper()             {}
func (t *fakeT) Skip(args ...any)  { t.skipped += fmt.Sprint(args...) }
func (t *fakeT) Fatal(args ...any) { t.failed += fmt.Sprint(args...) }

// TestBrowser: no browser that is named is a skip with its reason in a line, and one that is not
// there is a failure.
func TestBrowser(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	tests := []struct {
		named, path, skipped, failed string
	}{
		{"", "", "needs a browser: set THREADLAB_BROWSER=", ""},
		{self, self, "", ""},
		{self + "-gone", "", "", "THREADLAB_BROWSER names a browser that is not there: "},
	}
	for _, tt := range tests {
		t.Run(tt.named, func(t *testing.T) {
			t.Setenv(webtest.Variable, tt.named)
			f := new(fakeT)
			assert.Equal(t, tt.path, webtest.Browser(f))
			assert.Equal(t, tt.failed != "", f.failed != "")
			assert.Contains(t, f.failed, tt.failed)
			if tt.failed == "" {
				assert.Equal(t, tt.skipped != "", f.skipped != "")
				assert.Contains(t, f.skipped, tt.skipped)
			}
			assert.NotContains(t, f.skipped+f.failed, "\n")
			named, err := webtest.Named()
			assert.Equal(t, tt.path, named)
			assert.Equal(t, tt.failed != "", err != nil)
			assert.False(t, strings.HasSuffix(f.skipped, " "))
		})
	}
}
