package modules

var GoRuntime = goRuntime
