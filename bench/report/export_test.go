package report

var (
	Sign       = sign
	SignedRank = signedRank
)
