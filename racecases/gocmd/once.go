package gocmd

import (
	"context"
	"sync"
)

// AskingOnce returns a context in which the go command is asked once for its variables and for the folder of a module,
// however many calls want them: each answer takes a process, 3 to 15 ms. It is for a command that a user has started,
// as answers stay what they were when the environment changes, or the files of the go command.
func AskingOnce(ctx context.Context) context.Context {
	return context.WithValue(ctx, answersKey{}, new(sync.Map))
}

// answersKey is the key of a map of questions to answers.
type answersKey struct{}

// An answer is looked up by the first that locks it, while others wait that have the same question.
type answer struct {
	sync.Mutex
	known bool
	text  string
}

// once returns the answer that the context has to a question, and else that of ask, which is kept unless it is an error.
func once(ctx context.Context, question string, ask func() (string, error)) (text string, err error) {
	answers, ok := ctx.Value(answersKey{}).(*sync.Map)
	if !ok {
		return ask()
	}
	entry, _ := answers.LoadOrStore(question, new(answer))
	a := entry.(*answer)
	a.Lock()
	defer a.Unlock()
	if !a.known {
		a.text, err = ask()
		a.known = err == nil
	}
	return a.text, err
}
