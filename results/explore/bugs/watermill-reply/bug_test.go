package watermillreply

import (
	"context"
	"testing"
	"time"

	"github.com/ThreeDotsLabs/watermill/components/requestreply"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
)

// When no reply comes in time, the error is to say so.
func TestReplyTimeout(t *testing.T) {
	bus := gochannel.NewGoChannel(gochannel.Config{}, nil)
	timeout := 10 * time.Millisecond
	backend, err := requestreply.NewPubSubBackend[struct{}](requestreply.PubSubBackendConfig{
		Publisher:              bus,
		SubscriberConstructor:  func(requestreply.PubSubBackendSubscribeParams) (message.Subscriber, error) { return bus, nil },
		GeneratePublishTopic:   func(requestreply.PubSubBackendPublishParams) (string, error) { return "replies", nil },
		GenerateSubscribeTopic: func(requestreply.PubSubBackendSubscribeParams) (string, error) { return "replies", nil },
		ListenForReplyTimeout:  &timeout,
	}, requestreply.BackendPubsubJSONMarshaler[struct{}]{})
	if err != nil {
		t.Fatal(err)
	}
	replies, err := backend.ListenForNotifications(context.Background(), requestreply.BackendListenForNotificationsParams{OperationID: "1"})
	if err != nil {
		t.Fatal(err)
	}
	reply := <-replies
	if late, ok := reply.Error.(requestreply.ReplyTimeoutError); !ok || late.Err != context.DeadlineExceeded {
		t.Errorf("want a deadline exceeded, got: %v", reply.Error)
	}
}
