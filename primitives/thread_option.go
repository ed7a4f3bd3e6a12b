package primitives

// A ThreadOption is an argument of the NewThread and NewTimer methods.
type ThreadOption func(*Thread)

// WithName names the thread. An empty name means the default: see [Thread.Name].
func WithName(s string) ThreadOption { return func(t *Thread) { t.name.Store(&s) } }

// WithDaemon makes the thread a daemon or not, whatever its parent is.
func WithDaemon(b bool) ThreadOption { return func(t *Thread) { t.daemon.Store(b) } }
