//go:build !race

// Command instrumenter instruments packages of the module in the working folder.
// Package explore builds and starts it: what explores nothing is built without a
// type checker.
//
//	instrumenter [-race] [-accesses LIST] [-watch] [-tls] [-http] [-tags LIST] [-overlay FILE] PATTERN...
//
// It prints an [instrument.Result] as JSON. What goes wrong is said on stderr, with
// exit status 1.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"threadlab/racecases/explore/instrument"
)

func main() {
	accesses := flag.String("accesses", "", "points at accesses too in the packages of this `LIST`; PATH/ stands for all below it")
	tags := flag.String("tags", "", "the build tags, a `LIST`")
	race := flag.Bool("race", false, "they are to be compiled with -race")
	watch := flag.Bool("watch", false, "the variables of these packages can be shown")
	tls := flag.Bool("tls", false, "crypto/tls calls the model")
	http := flag.Bool("http", false, "net/http calls the model")
	overlay := flag.String("overlay", "", "the `FILE` that says which others the compiler reads in the place of some")
	flag.Parse()
	o := instrument.Options{Tags: strings.Split(*tags, ","), Overlay: *overlay, Race: *race, Watch: *watch, TLS: *tls, HTTP: *http, Accesses: func(pkg string) bool {
		return slices.ContainsFunc(strings.Split(*accesses, ","), func(path string) bool {
			return pkg == path || strings.HasSuffix(path, "/") && strings.HasPrefix(pkg, path)
		})
	}}
	if err := run(o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(o instrument.Options, patterns []string) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	result, err := instrument.Instrument(context.Background(), root, o, patterns...)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}
