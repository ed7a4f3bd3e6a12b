package watermilldeadlock

import (
	"context"
	"testing"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
)

// A handler publishes to another topic, while a third goroutine subscribes.
func TestHandlerPublishes(t *testing.T) {
	bus := gochannel.NewGoChannel(gochannel.Config{BlockPublishUntilSubscriberAck: true}, nil)
	orders, _ := bus.Subscribe(context.Background(), "orders")
	done := make(chan bool)
	go func() {
		order := <-orders
		bus.Publish("invoices", message.NewMessage("2", nil))
		order.Ack()
		close(done)
	}()
	go bus.Subscribe(context.Background(), "returns")
	bus.Publish("orders", message.NewMessage("1", nil))
	<-done
}
