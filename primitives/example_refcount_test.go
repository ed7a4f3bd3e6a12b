package primitives_test

import (
	"fmt"

	"threadlab/primitives"
)

// Two references to one object, the last of which frees it.
func ExampleAtomicRefCount() {
	count := primitives.NewAtomicRefCount(func() { fmt.Println("freed") })
	count.Incr(nil)
	count.Decr(nil)
	fmt.Println("one left")
	count.Decr(nil)
	// Output:
	// one left
	// freed
}

// A thread gives back a reference that the owner has counted. It leaves it to the owner, whose next checkpoint adds the two counts
// up and finds that none is left.
func ExampleBiasedRefCount() {
	_ = primitives.NewInterpreter(primitives.WithoutGIL()).Run(func(main *primitives.Thread) error {
		count := primitives.NewBiasedRefCount(main, func() { fmt.Println("freed") })
		count.Incr(main) // for the other: two plain additions so far
		other := main.NewThread(func(t *primitives.Thread) error {
			count.Decr(t)
			return nil
		})
		if err := other.Start(); err != nil {
			return err
		}
		if err := other.Join(main); err != nil {
			return err
		}
		count.Decr(main)
		fmt.Println("given back, both of them")
		main.Checkpoint()
		return nil
	})
	// Output:
	// given back, both of them
	// freed
}
