// What the keys do to the player that is open.
"use strict";

threadlab.keys = (() => {
	const table = [
		["1 … 9", "takes the choice of that number"],
		["Enter", "takes the default, where it is offered"],
		["u", "undoes a move"],
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
		if (/^[1-9]$/.test(key)) {
			const choice = state && threadlab.board.sorted(state, p.hidden)[Number(key) - 1];
			return choice && p.choose(choice);
		}
		const named = {
			Enter: "default", u: "undo", r: "restart", f: "find", e: "askLine", "?": "toggleHelp", Escape: "escape",
			ArrowLeft: "back", ArrowRight: "forward", Home: "first", End: "final",
		};
		return p[named[key]]();
	};
	const isKey = key => /^[1-9urfe?]$|^(Enter|Escape|ArrowLeft|ArrowRight|Home|End)$/.test(key);

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
