package explore

// Go's packages net/http and net/http/httptest run over the modelled network. The server is
// Go's own, but for the places below, at which it starts goroutines, waits, or asks for the
// time. The client's transport is package modelhttp. What is inserted stays on its line, so
// that reports name the lines of Go.

// locks finds what locks and unlocks the mutexes that are held where a goroutine may wait.
const locks = `\b((?:s|c|cr|b|bdy|tw|m)\.mu|w\.(?:writeContinue|lazyCloseNotify)Mu)\.(Lock|Unlock)\(\)`

var httpPatch = patch{
	name: "net/http", home: "net/http/server.go", on: "crypto/tls", uses: usesHTTP,
	imports: []string{ownPath + "/model/modelhttp", "net/http"},
	text:    httpText,
	calls:   "\tmodel.OnStart(http.ThreadlabBegin)\n\tmodelnet.TraceDials(modelhttp.Dialing)\n",
	hooks: hooks{
		{"Go", "func(f func()) { go f() }", "model.Go"},
		{"Now", "time.Now", "model.Now"},
		{"Sleep", "time.Sleep", "model.Sleep"},
		{"WithCancel", "context.WithCancel", "model.ContextWithCancel"},
		{"WithCancelHere", "context.WithCancel", "model.WithCancelHere"},
		{"WithDeadline", "context.WithDeadline", "model.ContextWithDeadline"},
		{"Listen", "net.Listen", "modelnet.Listen"},
		{"Dial", "new(net.Dialer).DialContext", "modelnet.DialContext"},
		{"Lock", "(*sync.Mutex).Lock", "model.LockHeld"},
		{"Unlock", "(*sync.Mutex).Unlock", "model.UnlockHeld"},
		{"Changes", "func(*sync.Mutex) {}", "model.Changes"},
		{"Keep", "func(*sync.Mutex, any, bool) {}", "modelhttp.Keep"},
		{"Kept", "func(*sync.Mutex) []any { return nil }", "modelhttp.Kept"},
		{"Do", "(*sync.Once).Do", "model.DoOnce"},
		{"Add", "(*sync.WaitGroup).Add", "model.AddTo"},
		{"Wait", "(*sync.WaitGroup).Wait", "model.WaitFor"},
		{"WaitContext", "func(_ context.Context, g *sync.WaitGroup) error { g.Wait(); return nil }", "model.WaitForContext"},
		{"Watch", "func(net.Conn, func()) {}", "modelnet.WatchEnd"},
		{"Alone", "func(net.Conn) bool { return false }", "modelnet.Alone"},
		{"HangUp", "func(c net.Conn) { c.Close() }", "modelnet.HangUp"},
		{"ReadBy", "net.Conn.SetReadDeadline", "modelnet.ReadBy"},
		{"WriteBy", "net.Conn.SetWriteDeadline", "modelnet.WriteBy"},
		{"Notify", "func(c chan bool) { c <- true }", "modelhttp.Notify"},
		{"Close", "func(c chan struct{}) { close(c) }", "modelhttp.Close"},
		{"Panicked", "func(c chan any, value any) { c <- value }", "modelhttp.Panicked"},
		{"First", "func(chan any, chan struct{}, <-chan struct{}) (any, int) { return nil, 1 }", "modelhttp.First"},
		{"Refuse", "func(string) {}", "modelhttp.Refuse"},
		{"RoundTrip", "(*Transport).roundTrip", "modelhttp.RoundTrip"},
	},
	edits: map[string][]edit{
		"net/http/server.go": {
			{locks, "Threadlab$2(&$1)"},
			{`\bsync\.Pool\b`, "threadlabPool"}, // what is used again orders goroutines
			{`\btime\.Now\(`, "ThreadlabNow("},
			{`\btime\.Sleep\(`, "ThreadlabSleep("},
			{`\bcontext\.WithCancel\(ctx\)\n\tc\.cancelCtx = `, "ThreadlabWithCancelHere(ctx)\n\tc.cancelCtx = "}, // of a connection
			{`\bcontext\.WithCancel\(`, "ThreadlabWithCancel("},                                                   // of a request
			{`\bnet\.Listen\(`, "ThreadlabListen("},
			{`\bc\.rwc\.Set(Read|Write)Deadline\(`, "Threadlab${1}By(c.rwc, "},
			{`\bc\.rwc\.Close\(\)`, "ThreadlabHangUp(c.rwc)"},
			{`\btlsConn\.HandshakeContext\(ctx\)`, "tlsConn.HandshakeContext(context.WithoutCancel(ctx))"}, // that ends with the connection
			{`\bgo c\.serve\(connCtx\)`, "ThreadlabGo(func() { c.serve(connCtx) })"},
			{`\bgo f\(\)`, "ThreadlabGo(f)"},
			{`\boc\.once\.Do\(`, "ThreadlabDo(&oc.once, "},
			{`\bs\.listenerGroup\.Add\(`, "ThreadlabAdd(&s.listenerGroup, "},
			{`\bs\.listenerGroup\.Done\(\)`, "ThreadlabAdd(&s.listenerGroup, -1)"},
			{`\bs\.listenerGroup\.Wait\(\)`, "ThreadlabWait(&s.listenerGroup)"},
			{`\blistenerGroup sync\.WaitGroup\n`, "listenerGroup, threadlabBusy sync.WaitGroup\n"},
			{`\bst, unixSec := c\.getState\(\)`, "ThreadlabChanges(&c.mu); $0"},
			{`\bw\.closeNotifyCh <- true`, "ThreadlabNotify(w.closeNotifyCh)"},
			{`\n\t\tDefaultServeMux\.register\(pattern, (handler|HandlerFunc\(handler\))\)\n`, "\n\t\tthreadlabRegister(pattern, $1)\n"},
			{`\nfunc \(s \*Server\) trackConn\(c \*conn, add bool\) \{`, "$0 ThreadlabKeep(&s.mu, c, add); return"},
			{`\bfor c := range s\.activeConn \{`, "for _, c := range s.threadlabConns() {"},
			{`\nfunc \(cr \*connReader\) startBackgroundRead\(\) \{`, "$0 ThreadlabWatch(cr.rwc, cr.threadlabGone); return"},
			{`\nfunc \(cr \*connReader\) abortPendingRead\(\) \{`, "$0 ThreadlabWatch(cr.rwc, nil); return"},
			{`\nfunc \(c \*conn\) setState\(.*\) \{`, "$0 c.threadlabTrack(state)"},
			{`\nfunc \(w \*response\) shouldReuseConnection\(\) bool \{`, "$0 if ThreadlabAlone(w.conn.rwc) { return false }"},
			{`\nfunc \(s \*Server\) setupHTTP2_Serve(?:TLS)?\(\) error \{`, "$0 return nil"},
			// A handler with a time limit.
			{`\bcontext\.WithTimeout\(r\.Context\(\), h\.dt\)`, "ThreadlabWithDeadline(r.Context(), ThreadlabNow().Add(h.dt))"},
			{`\bgo func\(\) \{\n\t\tdefer func`, "ThreadlabGo(func() {\n\t\tdefer func"},
			{`\bpanicChan <- p\n`, "ThreadlabPanicked(panicChan, p)\n"},
			{`\bclose\(done\)\n\t\}\(\)\n`, "ThreadlabClose(done)\n\t})\n"},
			{`\bselect \{\n\tcase p := <-panicChan:`, "switch p, first := ThreadlabFirst(panicChan, done, ctx.Done()); first {\n\tcase 0:"},
			{`\n\tcase <-done:\n`, "\n\tcase 1:\n"},
			{`\n\tcase <-ctx\.Done\(\):\n`, "\n\tcase 2:\n"},
			// Shutdown looks again and again whether something has changed.
			{`\bpollIntervalBase := time\.Millisecond\n`, "if err := ThreadlabWaitContext(ctx, &s.threadlabBusy); err != nil { return err }; s.closeIdleConns(); return lnerr; $0"},
		},
		"net/http/transfer.go": {
			{locks, "Threadlab$2(&$1)"},
			{`\nfunc \(t \*transferWriter\) probeRequestBody\(\) \{`, "$0 return"}, // it need not know whether the body is empty
		},
		"net/http/header.go":  {{`\bsync\.Pool\b`, "threadlabPool"}, {`\n\t"sync"\n`, "\n\n"}},
		"net/http/request.go": {{`\bsync\.Pool\b`, "threadlabPool"}, {`\n\t"sync"\n`, "\n\n"}},
		"net/http/client.go": {
			{`\btime\.Now\(`, "ThreadlabNow("},
			{`\bcontext\.WithDeadline\(`, "ThreadlabWithDeadline("},
			{`\breq\.Cancel == nil && knownTransport\b`, "knownTransport || true"}, // a timeout is a context for every transport
		},
		"net/http/roundtrip.go": {{`\breturn t\.roundTrip\(req\)`, "return ThreadlabRoundTrip(t, req)"}},
		"net/http/transport.go": {{`\nfunc \(t \*Transport\) CloseIdleConnections\(\) \{`, "$0 return"}},
		"net/http/transport_default_other.go": {
			{`\breturn dialer\.DialContext\b`, "return func(ctx context.Context, network, address string) (net.Conn, error) { return ThreadlabDial(ctx, network, address) }"},
		},
		"net/http/httputil/reverseproxy.go": {
			{locks, "http.Threadlab$2(&$1)"},
			{`\bmlw\.t = time\.AfterFunc\(flushInterval, mlw\.delayedFlush\)`, "http.ThreadlabGo(mlw.delayedFlush)"},
			{`\nfunc \(p \*ReverseProxy\) copyResponse\(.*\) error \{`, `$0 if flushInterval > 0 { http.ThreadlabRefuse("net/http/httputil.ReverseProxy.FlushInterval") }`},
			{`\nfunc \(p \*ReverseProxy\) handleUpgradeResponse\(.*\) \{`, `$0 http.ThreadlabRefuse("net/http/httputil: a proxy of another protocol")`},
		},
		"net/http/httptest/server.go": {
			{locks, "http.Threadlab$2(&$1)"},
			{`\bnet\.Listen\(`, "http.ThreadlabListen("},
			{`\bdialer := net\.Dialer\{\}\n`, "\n"},
			{`\bdialer\.DialContext\(`, "http.ThreadlabDial("},
			{`\bs\.wg\.Add\(`, "http.ThreadlabAdd(&s.wg, "},
			{`\bs\.wg\.Done\(\)`, "http.ThreadlabAdd(&s.wg, -1)"},
			{`\bs\.wg\.Wait\(\)`, "s.Config.ThreadlabFinish(); http.ThreadlabWait(&s.wg)"},
			{`\bs\.Config\.SetKeepAlivesEnabled\(false\)`, "s.Config.ThreadlabStop()"},
			{`\bgo (func\(\) \{\n[^}]*\n\t\})\(\)`, "http.ThreadlabGo($1)"},
			{`\bt := time\.AfterFunc\(5\*time\.Second, s\.logCloseHangDebugInfo\)\n\t\tdefer t\.Stop\(\)\n`, "\n\n"},
			{`\bnextProtos = \[\]string\{"h2"\}`, `http.ThreadlabRefuse("net/http/httptest.Server.EnableHTTP2"); $0`},
			// The server itself knows its connections.
			{`\nfunc \(s \*Server\) wrap\(\) \{`, "$0 return"},
			{`\nfunc \(s \*Server\) CloseClientConnections\(\) \{`, "$0 s.Config.ThreadlabCloseConns(); return"},
		},
	},
}

// Connections of crypto/tls are Go's own, over those of the model. Their locks are held where a
// goroutine waits for the other side, their time is the model's, and a context that ends breaks a
// handshake off. Package modeltls dials and listens.

var tlsPatch = patch{
	name: "crypto/tls", home: "crypto/tls/conn.go", uses: usesTLS, imports: []string{ownPath + "/model/modelnet", "crypto/tls"},
	hooks: hooks{
		{"Lock", "(*sync.Mutex).Lock", "model.LockHeld"},
		{"Unlock", "(*sync.Mutex).Unlock", "model.UnlockHeld"},
		{"Now", "time.Now", "model.Now"},
		{"WithCancel", "context.WithCancel", "model.WithCancelHere"},
		{"AfterFunc", "context.AfterFunc", "model.ContextAfterFunc"},
		{"Whole", "func(net.Conn) {}", "modelnet.ArriveWhole"},
	},
	edits: map[string][]edit{
		"crypto/tls/common.go": {{`\bt = time\.Now\n`, "t = ThreadlabNow\n"}},
		"crypto/tls/conn.go": {
			{`\bc\.(in|out)\.(Lock|Unlock)\(\)`, "Threadlab$2(&c.$1.Mutex)"},
			{`\bc\.handshakeMutex\.(Lock|Unlock)\(\)`, "Threadlab$1(&c.handshakeMutex)"},
			{`\btime\.Now\(`, "ThreadlabNow("},
			{`\bhandshakeCtx, cancel := context\.WithCancel\(`, "handshakeCtx, cancel := ThreadlabWithCancel("},
			{`\bcontext\.AfterFunc\(`, "ThreadlabAfterFunc("},
			{`\bc\.handshakeErr = c\.handshakeFn\(handshakeCtx\)`, "ThreadlabWhole(c.conn); $0"},
		},
	},
}
