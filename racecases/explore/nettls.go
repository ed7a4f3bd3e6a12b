package explore

// Connections of crypto/tls are Go's own, over those of the model. Their locks are held where a
// goroutine waits for the other side, their time is the model's, and a context that ends breaks a
// handshake off. Package modeltls dials and listens.

// tlsHooks are the variables of package crypto/tls by which it calls the model.
var tlsHooks = hooks{
	{"Lock", "(*sync.Mutex).Lock", "model.LockHeld"},
	{"Unlock", "(*sync.Mutex).Unlock", "model.UnlockHeld"},
	{"Now", "time.Now", "model.Now"},
	{"WithCancel", "context.WithCancel", "model.WithCancelHere"},
	{"AfterFunc", "context.AfterFunc", "model.ContextAfterFunc"},
	{"Whole", "func(net.Conn) {}", "model.ArriveWhole"},
}

// tlsEdits are made as httpEdits are.
var tlsEdits = map[string][]edit{
	"crypto/tls/common.go": {{`\bt = time\.Now\n`, "t = ThreadlabNow\n"}},
	"crypto/tls/conn.go": {
		{`\bc\.(in|out)\.(Lock|Unlock)\(\)`, "Threadlab$2(&c.$1.Mutex)"},
		{`\bc\.handshakeMutex\.(Lock|Unlock)\(\)`, "Threadlab$1(&c.handshakeMutex)"},
		{`\btime\.Now\(`, "ThreadlabNow("},
		{`\bhandshakeCtx, cancel := context\.WithCancel\(`, "handshakeCtx, cancel := ThreadlabWithCancel("},
		{`\bcontext\.AfterFunc\(`, "ThreadlabAfterFunc("},
		{`\bc\.handshakeErr = c\.handshakeFn\(handshakeCtx\)`, "ThreadlabWhole(c.conn); $0"},
	},
}

// cryptoTLS returns the texts of files of Go's own with these edits, as netHTTP does.
func cryptoTLS(goroot string) (map[string]string, error) {
	files, err := edited(goroot, tlsEdits)
	if files != nil {
		files["crypto/tls/conn.go"] += tlsHooks.variables()
	}
	return files, err
}
