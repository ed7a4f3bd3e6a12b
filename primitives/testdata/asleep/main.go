// Asleep waits for ever in the way that its argument names. In a plain build without cgo the Go runtime must notice.
package main

import (
	"os"

	"threadlab/primitives"
)

func main() {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	me := in.Attach("main")
	ways := map[string]func(){
		"lock": func() {
			var l primitives.Lock
			l.Acquire()
			l.Acquire()
		},
		"rlock": func() {
			var l primitives.RLock
			l.Acquire(in.NewThread(nil))
			l.Acquire(me)
		},
		"semaphore":         func() { primitives.NewSemaphore(0).Acquire() },
		"bounded-semaphore": func() { primitives.NewBoundedSemaphore(0).Acquire() },
		"fifo-semaphore":    func() { primitives.NewFIFOSemaphore(0).Acquire() },
		"event":             func() { new(primitives.Event).Wait() },
		"condition": func() {
			var c primitives.Condition
			c.Acquire(me)
			c.Wait(me)
		},
		"barrier": func() { _, _ = primitives.NewBarrier(2).Wait() },
		"join": func() {
			t := in.NewThread(func(*primitives.Thread) error {
				new(primitives.Event).Wait()
				return nil
			})
			_ = t.Start()
			_ = t.Join(me)
		},
	}
	way, ok := ways[os.Args[1]]
	if !ok {
		os.Exit(3)
	}
	way()
}
