package watermillclose

import (
	"testing"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
)

// Publish beside Close returns an error or not; it is not to panic.
func TestPublishBesideClose(t *testing.T) {
	bus := gochannel.NewGoChannel(gochannel.Config{Persistent: true}, nil)
	done := make(chan bool)
	go func() {
		bus.Close()
		close(done)
	}()
	bus.Publish("topic", message.NewMessage("1", nil))
	<-done
}
