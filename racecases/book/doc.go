// Package book makes the lesson book: static pages of the corpus, which open from disk, from
// any static host and from a stick. Nothing in them needs a network or another origin.
//
// [Book.Files] renders them. It measures nothing, and starts nothing: the same sources, the
// same committed results and the same replayed witnesses give the same bytes. [Write] puts
// them into a folder, whole or not at all. Only the command scripts/book links this package
// and its html/template.
//
// # What is where in the folder
//
//	index.html     the campaign: each lesson, its cases, what has been won
//	tutorial.html  what a learner sees while playing
//	LESSON.html    one page a lesson, a section a case
//	cost-NAME.html what a primitive costs, from results/bench
//	assets/        the style sheets, the scripts, the plots, and the programs that are played
//
// # For the scripts that play
//
// book.js is for reading: every word can be read without it. The other scripts let a reader
// play. Each case has one element
//
//	<div class="play" data-case="lock/abba" data-half="broken" data-kind="break it"
//	     data-accesses="true" data-witness="15.1" data-ends="deadlock">
//
// with the attributes that are known, and what a debrief says in the JSON of the element with
// the class debrief inside of it (see [Debrief]). A case that has been won has its schedule in
// the local storage, under threadlab:won: and its name; the event threadlab:won at the
// document has the page say so at once. The address of a page holds the state that is shown,
// #case=lock/abba&half=broken&s=15.1&at=21: a schedule, how many of its moves are made, and
// under open the lines that have points at their reads and writes. Package modules makes what
// is played, and package browser tests the pages in a browser. That
// one, and every test of what is compiled for a browser, runs where THREADLAB_BROWSER names
// one: see package webtest.
package book
