package testing

import "threadlab/racecases/explore/model"

// SynctestTest is testing/synctest.Test: in the bubble no time passes as long as
// anybody can go on.
func SynctestTest(t *T, f func(*T)) {
	model.Running().ExactTime()
	t.start(&T{common: common{name: t.name, parent: &t.common}}, f)
}

// SynctestWait is testing/synctest.Wait.
func SynctestWait() { model.Running().WaitAlone("synctest.Wait") }
