package modelhttp

import "threadlab/racecases/explore/model"

// Notify is the send to the channel of an [http.CloseNotifier].
func Notify(c chan bool) { model.Send(c)(true) }

// Close closes a channel.
func Close(c chan struct{}) { model.Close(c) }

// Panicked sends the value of a panic.
func Panicked(c chan any, value any) { model.Send(c)(value) }

// First waits until a handler with a time limit has panicked, with the value that is returned,
// or ended, or the limit has come. It returns the number of the first.
func First(panicked chan any, ended chan struct{}, late <-chan struct{}) (any, int) {
	value := model.RecvCase(panicked)
	first := model.Select(false, value, model.RecvCase(ended), model.RecvCase(late))
	return value.Value(), first
}

// Refuse ends the exploration before something that is not modelled.
func Refuse(what string) { model.Refused(what, 0) }
