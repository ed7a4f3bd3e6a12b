//go:build race

package testmain_test

const raceStatus, raceSays = 1, "race detected during execution of test"
