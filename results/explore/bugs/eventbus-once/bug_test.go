package eventbusonce

import (
	"testing"

	"github.com/asaskevich/EventBus"
)

// A subscription lasts until it is cancelled, whatever others publish meanwhile.
func TestSubscriptionLasts(t *testing.T) {
	bus := EventBus.New()
	calls := 0
	bus.SubscribeAsync("topic", func() {}, true)
	bus.SubscribeOnce("topic", func() {})
	bus.Subscribe("topic", func() { calls++ })
	done := make(chan bool)
	go func() {
		bus.Publish("topic")
		close(done)
	}()
	bus.Publish("topic")
	<-done
	calls = 0
	bus.Publish("topic")
	if calls != 1 {
		t.Errorf("a subscriber that never unsubscribed was called %d times", calls)
	}
}
