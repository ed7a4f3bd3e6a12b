//go:build !race

package testmain_test

const raceStatus, raceSays = 0, "PASS\n"
