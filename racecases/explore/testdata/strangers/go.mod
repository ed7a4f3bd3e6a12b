module example.com/strangers

go 1.26

require example.com/lib v0.0.0
