//go:build broken && unix

package event

import (
	"os"
	"os/signal"
	"syscall"

	"threadlab/racecases/corpus"
)

func signalUnbuffered(*corpus.Run) string {
	stop := make(chan os.Signal)
	signal.Notify(stop, syscall.SIGUSR1) // want: vet sigchanyzer, staticcheck SA1017
	defer signal.Stop(stop)
	seen := make(chan os.Signal, 1)
	signal.Notify(seen, syscall.SIGUSR1)
	syscall.Kill(syscall.Getpid(), syscall.SIGUSR1)
	<-seen
	signal.Stop(seen) // returns when the signal has been offered to every channel
	select {
	case <-stop:
		return "stopped"
	default:
		return "missed"
	}
}
