package strangers

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"
)

// secrets returns what a server and a client know, for an hour by the clock of the program.
func secrets(t *testing.T) (server, client *tls.Config) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	from := time.Now()
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: from.Add(time.Hour), DNSNames: []string{"localhost"}}
	signed, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(signed)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(cert)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{signed}, PrivateKey: key}}}, &tls.Config{RootCAs: roots, ServerName: "localhost"}
}

func TestTLSEcho(t *testing.T) {
	server, client := secrets(t)
	l, err := tls.Listen("tcp", "localhost:0", server)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		io.Copy(c, c)
	}()
	c, err := tls.DialWithDialer(&net.Dialer{Timeout: time.Minute}, "tcp", l.Addr().String(), client)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	io.WriteString(c, "hello")
	answer := make([]byte, 5)
	if n, err := c.Read(answer); err != nil || string(answer[:n]) != "hello" {
		t.Error(err, string(answer))
	}
}

// Two goroutines on each side shake hands, over what has no buffer.
func TestTLSBothWays(t *testing.T) {
	server, client := secrets(t)
	a, b := net.Pipe()
	var wg sync.WaitGroup
	for _, c := range []*tls.Conn{tls.Server(a, server), tls.Client(b, client)} {
		wg.Go(func() { io.WriteString(c, "hi") })
		wg.Go(func() {
			if _, err := io.ReadFull(c, make([]byte, 2)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// A dial that gets no answer ends at its limit, or when its context is cancelled.
func TestTLSLimits(t *testing.T) {
	address := listening(t, "127.0.0.1:0")
	_, err := tls.DialWithDialer(&net.Dialer{Timeout: time.Minute}, "tcp", address, nil)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	past := tls.Dialer{NetDialer: &net.Dialer{Deadline: time.Now().Add(-time.Minute)}}
	var of *net.OpError
	if _, err := past.Dial("tcp", address); !errors.As(err, &of) || !of.Timeout() {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go cancel()
	if _, err := new(tls.Dialer).DialContext(ctx, "tcp", address); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A certificate has run out, by the clock of the program.
func TestTLSExpired(t *testing.T) {
	server, client := secrets(t)
	time.Sleep(2 * time.Hour)
	a, b := net.Pipe()
	go tls.Server(a, server).Handshake()
	if err := tls.Client(b, client).Handshake(); !errors.As(err, new(*tls.CertificateVerificationError)) {
		t.Error(err)
	}
}

func TestTLSPackets(t *testing.T) {
	tls.QUICClient(new(tls.QUICConfig))
}
