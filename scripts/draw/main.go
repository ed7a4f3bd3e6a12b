//go:build !race

// Command draw draws the pictures of results: threadlab starts it when it needs some, and so need not link a plotting
// library.
//
//	draw suite DIR SUITE   the charts of its figures in DIR, as JSON
//	draw heat < MATRIX     the detector matrix, JSON of a heat.Map, as SVG
//
// What goes wrong is a line on stderr, and exit status 1.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"threadlab/bench/report/draw"
	"threadlab/racecases/matrix/heat"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	switch {
	case len(args) == 3 && args[0] == "suite":
		charts, err := draw.Suite(args[1], args[2])
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(charts)
	case len(args) == 1 && args[0] == "heat":
		return drawHeat(in, out)
	}
	return errors.New("draw: want suite DIR SUITE, or heat")
}

func drawHeat(in io.Reader, out io.Writer) error {
	var h heat.Map
	if err := json.NewDecoder(in).Decode(&h); err != nil {
		return fmt.Errorf("no matrix: %w", err)
	}
	svg, err := heatSVG(h)
	if err != nil {
		return err
	}
	_, err = out.Write(svg)
	return err
}
