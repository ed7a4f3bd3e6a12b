package explore

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
