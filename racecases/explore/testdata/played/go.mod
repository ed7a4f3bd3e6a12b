module example.com/played

go 1.26
