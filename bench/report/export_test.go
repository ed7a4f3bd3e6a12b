package report

var Sign = sign
