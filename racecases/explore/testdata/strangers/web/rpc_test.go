package web

import (
	"net"
	"net/http/httptest"
	"net/rpc"
	"net/rpc/jsonrpc"
	"sync"
	"testing"
)

// A Counter is called from afar.
type Counter struct {
	mu sync.Mutex
	n  int
}

func (c *Counter) Add(n int, sum *int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += n
	*sum = c.n
	return nil
}

// AddSlowly loses what others add meanwhile.
func (c *Counter) AddSlowly(n int, sum *int) error {
	c.mu.Lock()
	before := c.n
	c.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n = before + n
	*sum = c.n
	return nil
}

// calls has one connection call a method twice at a time.
func calls(t *testing.T, client *rpc.Client, method string) (sum int) {
	first := client.Go(method, 1, new(int), nil)
	if err := client.Call(method, 2, new(int)); err != nil {
		t.Error(err)
	}
	if call := <-first.Done; call.Error != nil {
		t.Error(call.Error)
	}
	if err := client.Call("Counter.Add", 0, &sum); err != nil {
		t.Error(err)
	}
	return sum
}

func TestRPC(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := rpc.Register(new(Counter)); err != nil {
		t.Fatal(err)
	}
	go rpc.Accept(l)
	defer l.Close()
	client, err := rpc.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if sum := calls(t, client, "Counter.Add"); sum != 3 {
		t.Error(sum)
	}
	if err := client.Call("Counter.Sub", 1, new(int)); err == nil {
		t.Error("there is no such method")
	}
}

func TestRPCLost(t *testing.T) {
	server := rpc.NewServer()
	if err := server.Register(new(Counter)); err != nil {
		t.Fatal(err)
	}
	a, b := net.Pipe()
	go server.ServeCodec(jsonrpc.NewServerCodec(a))
	client := jsonrpc.NewClient(b)
	defer client.Close()
	if sum := calls(t, client, "Counter.AddSlowly"); sum != 3 {
		t.Errorf("the sum is %d", sum)
	}
}

func TestRPCOverHTTP(t *testing.T) {
	if err := rpc.Register(new(Counter)); err != nil {
		t.Fatal(err)
	}
	rpc.HandleHTTP()
	s := httptest.NewServer(nil)
	defer s.Close()
	client, err := rpc.DialHTTP("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if sum := calls(t, client, "Counter.Add"); sum != 3 {
		t.Error(sum)
	}
}
