package explore

// httpText is appended to net/http/server.go.
const httpText = `
// threadlabConns returns the connections of a server, the oldest first.
func (s *Server) threadlabConns() (list []*conn) {
	for _, c := range ThreadlabKept(&s.mu) {
		list = append(list, c.(*conn))
	}
	return list
}

// threadlabTrack counts the connections that Shutdown waits for.
func (c *conn) threadlabTrack(to ConnState) {
	ThreadlabChanges(&c.mu)
	from, since := c.getState()
	was := since != 0 && (from == StateNew || from == StateActive)
	switch is := to == StateNew || to == StateActive; {
	case is && !was:
		ThreadlabAdd(&c.server.threadlabBusy, 1)
	case was && !is:
		ThreadlabAdd(&c.server.threadlabBusy, -1)
	}
}

// threadlabClose closes the connections in some states.
func (s *Server) threadlabClose(states ...ConnState) {
	for _, c := range s.threadlabConns() {
		ThreadlabChanges(&c.mu)
		if now, _ := c.getState(); slices.Contains(states, now) {
			ThreadlabHangUp(c.rwc)
		}
	}
}

// ThreadlabStop closes the connections without a request, and has the others end with theirs.
func (s *Server) ThreadlabStop() {
	s.disableKeepAlives.Store(true)
	s.threadlabClose(StateNew, StateIdle)
}

// ThreadlabFinish waits for these.
func (s *Server) ThreadlabFinish() { ThreadlabWait(&s.threadlabBusy) }

// ThreadlabCloseConns closes all connections.
func (s *Server) ThreadlabCloseConns() { s.threadlabClose(StateNew, StateActive, StateIdle) }

// threadlabGone is called in a goroutine of its own when the client has gone away.
func (cr *connReader) threadlabGone() {
	cr.lock()
	defer cr.unlock()
	cr.handleReadErrorLocked(io.EOF)
}

// A threadlabPool is a sync.Pool that keeps nothing, and so orders nothing.
type threadlabPool struct{ New func() any }

func (p *threadlabPool) Put(any) {}

func (p *threadlabPool) Get() any {
	if p.New == nil {
		return nil
	}
	return p.New()
}

// threadlabFirst registers what the initialisation of packages has registered.
var (
	threadlabFirst   []func()
	threadlabStarted bool
)

func threadlabRegister(pattern string, handler Handler) {
	if !threadlabStarted {
		threadlabFirst = append(threadlabFirst, func() { DefaultServeMux.register(pattern, handler) })
	}
	DefaultServeMux.register(pattern, handler)
}

// ThreadlabBegin gives DefaultServeMux, before each schedule, what it had at first.
func ThreadlabBegin() {
	threadlabStarted = true
	defaultServeMux = ServeMux{}
	for _, again := range threadlabFirst {
		again()
	}
}
`
