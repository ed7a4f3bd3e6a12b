// What the keys do to the player that is open.
"use strict";

threadlab.keys = (() => {
	const table = [
		["0 … 9", "takes the choice of that number: 0 is main, 1 is g1"],
		["t", "a timer goes off early"],
		["+", "the goroutine that has moved last goes on to its next line"],
		["Enter", "takes the default, where it is offered; what is no choice, to the end of the line"],
		["u", "undoes a move, or those that were made at once"],
		["r", "begins again"],
		["f", "has the explorer search"],
		["e", "opens a line into its reads and writes"],
		["← → Home End", "go through the moves that were made or found, and where the default is offered to the end of the run"],
		["Esc", "stops what takes too long, and hides what was asked for"],
		["?", "shows or hides this"],
	];

	// does has a player do what a key stands for.
	const does = (p, key) => {
		const state = p.game.state;
		if (/^[0-9t]$/.test(key)) {
			const option = state && threadlab.board.options(state, p.hidden).find(o => o.label === key);
			return option && p.choose(option.choice);
		}
		const named = {
			Enter: "default", "+": "onward", u: "undo", r: "restart", f: "find", e: "askLine", "?": "toggleHelp", Escape: "escape",
			ArrowLeft: "back", ArrowRight: "forward", Home: "first", End: "final",
		};
		return p[named[key]]();
	};
	const isKey = key => /^[0-9t+urfe?]$|^(Enter|Escape|ArrowLeft|ArrowRight|Home|End)$/.test(key);

	const onKey = (p, e) => {
		if (!p || !isKey(e.key) || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.("input, .timeline, summary")) return;
		if (e.target !== document.body && !p.view.contains(e.target)) return;
		if ((e.key === "Enter" || e.key === " ") && e.target.closest("button, a")) return;
		e.preventDefault();
		if (p.working && e.key !== "Escape") p.queue(() => does(p, e.key));
		else does(p, e.key);
	};

	// listen has the keys of a page go to the player that a function returns, if there is one.
	const listen = current => document.addEventListener("keydown", e => onKey(current(), e));
	return {table, listen};
})();
