package explore

// logPatch has loggers wait in the model for their mutexes.
var logPatch = patch{
	name: "log", home: "log/log.go",
	hooks: hooks{
		{"Lock", "(*sync.Mutex).Lock", "model.LockLogger"},
		{"Unlock", "(*sync.Mutex).Unlock", "model.UnlockLogger"},
	},
	edits: map[string][]edit{
		"log/log.go": {{`\bl\.outMu\.(Lock|Unlock)\(\)`, "Threadlab$1(&l.outMu)"}},
		"log/slog/handler.go": {
			{`\bh\.mu\.(Lock|Unlock)\(\)`, "threadlab_log.Threadlab$1(h.mu)"},
			{`\npackage slog\n`, "\npackage slog; import threadlab_log \"log\"\n"},
		},
	},
}
