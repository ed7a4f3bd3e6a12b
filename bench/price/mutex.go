//go:build !godeadlock

package main

import "sync"

type mutex = sync.Mutex
