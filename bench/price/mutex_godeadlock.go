//go:build godeadlock

package main

import "github.com/sasha-s/go-deadlock"

type mutex = deadlock.Mutex
