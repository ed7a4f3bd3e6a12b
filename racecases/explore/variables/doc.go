// Package variables puts into words what the variables of a program hold, for a player of a run.
//
// Instrumented code keeps pointers to them, from their definition until their function ends. Their
// text is made by reflection. Methods of the program are not called, for one could come to a
// scheduling point; types of packages whose variables are not watched are asked for their String.
//
// A variable also gives a name to what it leads to, such as a lock or a channel.
package variables
