//go:build !explored

package main

import "fmt"

func main() { fmt.Println(all()) }
