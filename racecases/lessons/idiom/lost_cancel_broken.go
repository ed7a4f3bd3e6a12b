//go:build broken

package idiom

import (
	"context"

	"threadlab/racecases/corpus"
)

func lostCancel(*corpus.Run) string {
	watching := make(chan struct{})
	watch := func(ctx context.Context) {
		close(watching)
		<-ctx.Done() // want: wait chan receive
	}
	ctx, _ := context.WithCancel(context.Background()) // want: vet lostcancel
	go watch(ctx)
	<-watching
	return "done"
}
