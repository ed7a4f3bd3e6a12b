//go:build broken

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
	later := make(chan os.Signal, 1)
	signal.Notify(later, syscall.SIGUSR2)
	defer signal.Stop(later)
	syscall.Kill(syscall.Getpid(), syscall.SIGUSR1)
	syscall.Kill(syscall.Getpid(), syscall.SIGUSR2)
	<-later // the first signal has been dealt with
	select {
	case <-stop:
		return "stopped"
	default:
		return "missed"
	}
}
