// Package browser holds the tests of the book in a real browser: Chromium, which they drive
// by clicks and keys on pages from disk. It is a package of its own so that nothing else is
// linked with the driver; it is in this module, because go test ./... passes over nested ones.
//
// The browser is the first of chromium, chromium-browser and google-chrome that is installed,
// Chrome's place on macOS included, or the one that THREADLAB_BROWSER names. Without any the
// tests are skipped, unless THREADLAB_BROWSER is set.
package browser
