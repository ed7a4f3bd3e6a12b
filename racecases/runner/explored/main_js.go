// Command explored, as WebAssembly, registers the function threadlab with JavaScript: a
// [message.Job] as JSON in, its [message.Result] as JSON out.
package main

import (
	"encoding/json"
	"syscall/js"

	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/message"
)

func main() {
	find := finder()
	js.Global().Set("threadlab", js.FuncOf(func(_ js.Value, args []js.Value) any { return do(args[0].String(), find) }))
	select {}
}

func do(text string, find harness.Find) string {
	var job message.Job
	var result message.Result
	if err := json.Unmarshal([]byte(text), &job); err != nil {
		result.Error = err.Error()
	} else {
		result = harness.Do(job, find)
	}
	out, err := json.Marshal(result)
	if err != nil {
		panic(err) // a Result has nothing that JSON lacks
	}
	return string(out)
}
