package gozeroborrow

import (
	"testing"
	"time"

	"github.com/zeromicro/go-zero/core/syncx"
)

// A token that is returned is lent to the goroutine that waits for it.
func TestReturnedToken(t *testing.T) {
	limit := syncx.NewTimeoutLimit(1)
	limit.TryBorrow()
	go limit.Return()
	if err := limit.Borrow(time.Second); err != nil {
		t.Errorf("%v, and the token is free", err)
	}
}
