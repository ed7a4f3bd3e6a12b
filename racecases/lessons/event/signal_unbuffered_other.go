//go:build !unix

package event

import "threadlab/racecases/corpus"

func signalUnbuffered(*corpus.Run) string { panic("the case needs a signal of Unix") }
