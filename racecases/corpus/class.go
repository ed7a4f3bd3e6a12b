package corpus

// A Class is a kind of concurrency bug. A negative carries the class of the bug
// that it only looks like.
type Class string

// The classes. The first is the race detector's; the two violations below it are
// invisible to it by design, because every access is synchronised.
const (
	DataRace              Class = "data race"              // two accesses, one of them a write, without an order
	AtomicityViolation    Class = "atomicity violation"    // each step is synchronised, the sequence is not
	OrderViolation        Class = "order violation"        // B may run before A, and nothing orders the two
	LostWakeup            Class = "lost wakeup"            // a signal passes before its waiter waits
	ResourceDeadlock      Class = "resource deadlock"      // each holds a lock that the other wants
	CommunicationDeadlock Class = "communication deadlock" // all goroutines wait for a message, a permit or a party that never comes
	GoroutineLeak         Class = "goroutine leak"         // the program continues, one goroutine waits for ever
	Starvation            Class = "starvation"             // a goroutine works or waits for ever and never gets a turn; a livelock too
	Misuse                Class = "misuse"                 // a rule of the type itself is broken: panic or fatal error
)

// Classes returns every class, in the order of their declaration.
func Classes() []Class {
	return []Class{
		DataRace, AtomicityViolation, OrderViolation, LostWakeup,
		ResourceDeadlock, CommunicationDeadlock, GoroutineLeak, Starvation, Misuse,
	}
}
