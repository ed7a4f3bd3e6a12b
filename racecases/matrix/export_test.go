package matrix

// SessionRows hands sessionRows to the tests.
var SessionRows = sessionRows
