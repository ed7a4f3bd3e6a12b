package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"threadlab/racecases/atomicfile"
)

// Files makes what follows from the figures of a suite, by name: SUITE.md, SUITE.csv and the pictures.
func Files(f *Figures) (map[string][]byte, error) {
	table, err := CSV(f)
	if err != nil {
		return nil, err
	}
	page, err := Page(f)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{f.Suite + ".md": page, f.Suite + ".csv": table}
	for _, c := range f.Charts {
		files[c.File] = c.SVG
	}
	return files, nil
}

// IsGenerated reports whether a file of that name follows from figures: what [Files] makes of a suite.
func IsGenerated(name, suite string) bool {
	if file, ok := atomicfile.Replaces(name); ok { // of a process that was killed
		name = file
	}
	return strings.HasPrefix(name, suite+".") && slices.Contains([]string{".md", ".csv", ".svg"}, filepath.Ext(name))
}

// Publish writes files into a folder, each whole or not at all, and removes the pictures of the suite that are no
// longer drawn, and what a process left that was killed while it wrote. Several processes may do so at a time.
func Publish(dir, suite string, files map[string][]byte) error {
	if err := atomicfile.WriteAll(dir, files); err != nil {
		return err
	}
	old, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range old {
		if !IsGenerated(e.Name(), suite) || files[e.Name()] != nil || isBeingWritten(e) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// isBeingWritten reports whether another process may be about to replace a file by this one, as it does within a minute.
func isBeingWritten(e os.DirEntry) bool {
	if _, partial := atomicfile.Replaces(e.Name()); !partial {
		return false
	}
	info, err := e.Info()
	return err == nil && time.Since(info.ModTime()) < time.Minute
}

// PublishTargets writes the table that holds the figures in a folder against what is promised of them.
func PublishTargets(dir string) error { return publishTable(dir, TargetsName, Targets) }

// PublishSetups writes the page that holds the figures in a folder against those of other setups, in the folder for these.
func PublishSetups(quiet, dir string) error {
	return publishTable(dir, "README.md", func(dir string) ([]byte, error) { return Setups(quiet, dir) })
}

// PublishFidelity writes the table that holds the model of the GIL against CPython's, if the figures of both are in
// the folder.
func PublishFidelity(dir string) error { return publishTable(dir, FidelityName, Fidelity) }

func publishTable(dir, name string, of func(dir string) ([]byte, error)) error {
	table, err := of(dir)
	if err != nil {
		return err
	}
	return atomicfile.Write(filepath.Join(dir, name), table)
}

// CSV returns every figure of a suite for other programs, a line for each implementation, cell and metric: median
// and interval in the metric's base unit (seconds, bytes), and the factor against the first implementation of the
// cell, with its interval, the test's p and the answer in words. What is not known is empty.
func CSV(f *Figures) ([]byte, error) {
	lines := [][]string{{
		"suite", "benchmark", "cell", "impl", "source", "unit", "rounds", "median", "low", "high",
		"base", "factor", "factor_low", "factor_high", "p", "answer",
	}}
	noise := NoiseOf(f)
	for bench, c := range f.Cells() {
		base := c.Base()
		for _, impl := range c.Impls {
			for _, unit := range impl.units {
				v := impl.values[unit]
				s := Summarise(v)
				line := []string{
					f.Suite, bench.Name, c.String(), impl.Name, FileName(f.Suite, impl.Source), unit,
					strconv.Itoa(len(v)), number(s.Center), number(s.Lo), number(s.Hi),
				}
				if base.values[unit] != nil && impl.Name != base.Name {
					e := impl.Against(base, unit)
					line = append(line, base.Name, number(e.Ratio), number(e.Lo), number(e.Hi), number(e.P), Words(e, unit, noise.of(unit)))
				} else {
					line = append(line, "", "", "", "", "", "")
				}
				lines = append(lines, line)
			}
		}
	}
	var b bytes.Buffer
	err := csv.NewWriter(&b).WriteAll(lines)
	return b.Bytes(), err
}

func number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}
