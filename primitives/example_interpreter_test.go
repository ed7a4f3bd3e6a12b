package primitives_test

import (
	"errors"
	"fmt"
	"time"

	"threadlab/primitives"
)

// A program with a GIL, a thread that fails, and a hook that hears of it. Run returns when every thread has ended that is no
// daemon, and what it returns is main's.
func ExampleInterpreter() {
	in := primitives.NewInterpreter(primitives.WithSwitchInterval(time.Millisecond))
	in.SetExceptHook(func(args primitives.ExceptHookArgs) {
		fmt.Println(args.Thread.Name(), "failed:", args.Err)
	})
	err := in.Run(func(main *primitives.Thread) error {
		reader := main.NewThread(func(*primitives.Thread) error {
			return errors.New("no such file")
		}, primitives.WithName("reader"))
		if err := reader.Start(); err != nil {
			return err
		}
		return reader.Join(main)
	})
	fmt.Println("main:", err)
	fmt.Println("listed:", in.Threads())
	// Output:
	// reader failed: no such file
	// main: <nil>
	// listed: [<_MainThread(MainThread, stopped 1)>]
}

// A goroutine that no Thread started, an HTTP handler's say, becomes a thread for as long as it needs to be one.
func ExampleInterpreter_Attach() {
	in := primitives.NewInterpreter()
	var lock primitives.RLock
	served := make(chan string)
	go func() {
		t := in.Attach("handler")
		defer t.Detach()
		lock.Acquire(t)
		defer lock.Release(t)
		t.Blocking(func() { served <- t.Name() })
	}()
	fmt.Println(<-served)
	// Output:
	// handler
}
