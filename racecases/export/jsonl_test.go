package export_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/export"
)

type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, errors.New("no reader") }

func TestLineWithoutReader(t *testing.T) {
	assert.Error(t, export.Line(gone{}, export.Finding{}))
}
