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
	"strings"

	"threadlab/racecases/explore/instrument"
)

func main() {
	var o instrument.Options
	flag.Func("accesses", "points at accesses too in the packages of this `LIST`; PATH/ stands for all below it", func(list string) error {
		o.Accesses = strings.Split(list, ",")
		return nil
	})
	flag.StringVar(&o.Tags, "tags", "", "the build tags, a `LIST`")
	flag.BoolVar(&o.Race, "race", false, "they are to be compiled with -race")
	flag.BoolVar(&o.Watch, "watch", false, "the variables of these packages can be shown")
	flag.BoolVar(&o.TLS, "tls", false, "crypto/tls calls the model")
	flag.BoolVar(&o.HTTP, "http", false, "net/http calls the model")
	flag.StringVar(&o.Overlay, "overlay", "", "the `FILE` that says which others the compiler reads in the place of some")
	flag.Parse()
	result, err := instrument.Instrument(context.Background(), o, flag.Args()...)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(result)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
