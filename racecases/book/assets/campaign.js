// What lasts longer than a game: the states that are shared by their address, and what is won.
"use strict";

threadlab.campaign = (() => {
	// win keeps that a case is won. A browser may refuse storage to a page from disk.
	const win = (name, schedule) => {
		try {
			if (localStorage.getItem("threadlab:won:" + name) === null) localStorage.setItem("threadlab:won:" + name, schedule);
		} catch { /* then nothing is kept */ }
		document.dispatchEvent(new CustomEvent("threadlab:won", {detail: name}));
	};

	// shared reads a state out of an address: #case=lock/abba&half=broken&s=15.1&at=21. Anything
	// may stand in an address.
	const shared = hash => {
		if (!hash.startsWith("#case=")) return null;
		const of = new URLSearchParams(hash.slice(1));
		return {
			name: of.get("case"), half: ["broken", "correct"].find(half => half === of.get("half")), schedule: of.get("s") || "default",
			at: Math.max(0, Math.trunc(of.get("at")) || 0), open: of.get("open")?.split(","),
		};
	};

	// address is that of the state of a game.
	const address = game => `#case=${game.entry}&half=${game.half}&s=${game.schedule}&at=${game.at}` + (game.open.length ? "&open=" + game.open.join(",") : "");
	return {win, shared, address};
})();
