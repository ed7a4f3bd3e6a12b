// Package modeltls stands in for what package crypto/tls does with a network, in programs that
// are explored. Connections are Go's own, over those of the model.
package modeltls

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/model/modelnet"
)

// Listen is tls.Listen.
func Listen(network, address string, config *tls.Config) (net.Listener, error) {
	if config == nil || len(config.Certificates) == 0 && config.GetCertificate == nil && config.GetConfigForClient == nil {
		return nil, errors.New("tls: neither Certificates, GetCertificate, nor GetConfigForClient set in Config")
	}
	l, err := modelnet.Listen(network, address)
	if err != nil {
		return nil, err
	}
	return tls.NewListener(l, config), nil
}

// A Dialer is a tls.Dialer.
type Dialer struct {
	NetDialer *modelnet.Dialer
	Config    *tls.Config
}

// Dial is tls.Dial.
func Dial(network, address string, config *tls.Config) (*tls.Conn, error) {
	return DialWithDialer(new(modelnet.Dialer), network, address, config)
}

// DialWithDialer is tls.DialWithDialer.
func DialWithDialer(dialer *modelnet.Dialer, network, address string, config *tls.Config) (*tls.Conn, error) {
	return dial(context.Background(), dialer, network, address, config)
}

// Dial is DialContext without a context.
func (d *Dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

// DialContext connects and shakes hands, unless the context ends before.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := d.NetDialer
	if dialer == nil {
		dialer = new(modelnet.Dialer)
	}
	c, err := dial(ctx, dialer, network, address, d.Config)
	if err != nil {
		return nil, err
	}
	return c, nil
}

// dial does what its namesake does: the limits of a dialer are for the handshake too.
func dial(ctx context.Context, dialer *modelnet.Dialer, network, address string, config *tls.Config) (*tls.Conn, error) {
	if dialer.Timeout != 0 {
		var cancel context.CancelFunc
		ctx, cancel = model.ContextWithTimeout(ctx, dialer.Timeout)
		defer cancel()
	}
	if !dialer.Deadline.IsZero() {
		var cancel context.CancelFunc
		ctx, cancel = model.ContextWithDeadline(ctx, dialer.Deadline)
		defer cancel()
	}
	raw, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if config == nil {
		config = new(tls.Config)
	}
	if config.ServerName == "" {
		config = config.Clone()
		config.ServerName = address[:strings.LastIndex(address, ":")]
	}
	c := tls.Client(raw, config)
	if err := c.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, err
	}
	return c, nil
}
