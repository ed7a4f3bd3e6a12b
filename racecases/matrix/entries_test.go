package matrix_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/detect"
	"threadlab/racecases/matrix"
)

// TestReadEntries: of the committed cells a reader gets one of each detector on each half.
func TestReadEntries(t *testing.T) {
	entries, err := matrix.ReadEntries("../../results/detectors/matrix.json")
	require.NoError(t, err)
	type of struct {
		name, half string
		detector   detect.Name
	}
	once := map[of]bool{}
	for _, e := range matrix.OwnBuilds(entries) {
		key := of{e.Case, string(e.Half), e.Detector}
		assert.False(t, once[key], "%v twice", key)
		assert.Equal(t, e.Detector.Build(), e.Build)
		assert.Equal(t, 2, e.Procs)
		once[key] = true
	}
	assert.True(t, once[of{"lock/abba", "broken", detect.GoDeadlock}])
}

func TestReadEntriesOfAnotherVersion(t *testing.T) {
	file := filepath.Join(t.TempDir(), "matrix.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"v": 2, "cells": []}`), 0o644))
	_, err := matrix.ReadEntries(file)
	assert.ErrorContains(t, err, "has version 2, want 1")
}
