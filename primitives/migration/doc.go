// Package migration is the table from Python to Go: each public name of threading, queue and concurrent.futures as of CPython
// 3.13, and the line of Go that stands for it. The page is README.md; its rows are the functions of the tests, so all lines
// compile.
package migration
