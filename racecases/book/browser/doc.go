// Package browser holds the tests of the book in a real browser: Chromium, which they drive
// by clicks and keys on pages from disk. It is a package of its own so that nothing else is
// linked with the driver; it is in this module, because go test ./... passes over nested ones.
//
// The browser is the one that THREADLAB_BROWSER names, such as chromium or google-chrome. The
// tests are skipped if it names none; one that is not there is a failure. They and the driver,
// 70 packages, are compiled only where there is one: go test -tags browser does so at once.
package browser
