package gocmd_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

func TestIsTest(t *testing.T) {
	for declared, want := range map[string]string{
		"func TestX(t *testing.T) {}":           "test",
		"func Test(*T) {}":                      "test",
		"func Test_x(t *testing.T) {}":          "test",
		"func TestÄ(t *testing.T) {}":           "test",
		"func TestMain(t *testing.T) {}":        "test",
		"func TestMain(m *testing.M) {}":        "main",
		"func Testx(t *testing.T) {}":           "",
		"func Testä(t *testing.T) {}":           "",
		"func testX(t *testing.T) {}":           "",
		"func TestX(m *testing.M) {}":           "",
		"func TestX(t testing.T) {}":            "",
		"func TestX(t *testing.T) error":        "",
		"func TestX(t *testing.T)":              "",
		"func TestX(a, b *testing.T) {}":        "",
		"func TestX() {}":                       "",
		"func (s suite) TestX(t *testing.T) {}": "",
		"func BenchmarkX(b *testing.B) {}":      "",
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+declared, 0)
		require.NoError(t, err)
		fn := f.Decls[0].(*ast.FuncDecl)
		got := ""
		switch {
		case gocmd.IsTest(fn):
			got = "test"
		case gocmd.IsTestMain(fn):
			got = "main"
		}
		assert.Equal(t, want, got, declared)
	}
}
