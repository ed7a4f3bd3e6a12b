// Package modelhttp is the transport of net/http's clients in programs that are explored: a
// request goes over the modelled network, to a server of net/http or to any other one.
//
// Each request has a connection of its own. It is written by the goroutine that makes it, or
// by another one if its body may wait. Go's own code writes requests and reads responses.
//
// # Limits
//
// HTTP/2, proxies and a limit to the connections of a host are refused when a request comes to
// them. Connections are not kept alive, and a TLS handshake goes on when its context ends.
package modelhttp
