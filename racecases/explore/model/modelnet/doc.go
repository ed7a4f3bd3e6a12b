// Package modelnet stands in for package net in programs that are explored. Only those that use
// the network are made of it.
//
// The network is a loopback inside of the run: what listens on 127.0.0.1, [::1] or no
// address can be dialled in the same run, and nothing leaves the process. Every operation
// is a scheduling point. Of what has arrived a read takes all, or at the price of a delay
// half of it, or one byte.
//
// Go's own net/http and crypto/tls call it too, where the explorer has changed a few of their
// lines: over its connections, which they know more of than a program does.
package modelnet
