//go:build !broken

package idiom

import (
	"context"

	"threadlab/racecases/corpus"
)

func lostCancel(*corpus.Run) string {
	watching := make(chan struct{})
	watch := func(ctx context.Context) {
		close(watching)
		<-ctx.Done()
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go watch(ctx)
	<-watching
	return "done"
}
