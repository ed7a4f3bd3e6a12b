// Says how a game has ended.
"use strict";

// ending returns the sign, the word and the text of how a state ends, and whether the task of
// its kind is done. Where a pair of accesses is all that goes wrong, it is enough to be there.
threadlab.ending = (kind, state, racy, proven) => {
	const {failure, over, race, outcome} = state;
	const name = id => state.goroutines.find(g => g.id === id)?.name ?? "g" + id;
	const result = outcome ? ` It returned: ${outcome}.` : "";
	if (failure) {
		return {sign: "✗", word: failure.kind === "outcome" ? "wrong result" : failure.kind, text: failure.message + "." + (kind === "save it" ? " Undo, and choose otherwise." : ""), won: kind === "break it" || kind === "watch it"};
	}
	if (race?.length) {
		const who = race.map(x => `${name(x.goroutine)} (${x.op})`).join(" and ");
		const at = [...new Set(race.map(x => x.variable).filter(Boolean))].join(", ") || "the same variable";
		const text = `${who} stand at ${at}, and nothing orders them: whichever comes first, that is a race.`;
		return {sign: "✗", word: "data race", text, won: racy && kind === "break it"};
	}
	if (proven) return {sign: "✓", word: "no failure", text: proven, won: kind === "prove it"};
	if (!over) return {sign: "", word: "", text: "", won: false};
	const hint = {"break it": " It ended well: undo, and choose otherwise.", "prove it": " Try another order, or have every order tried."}[kind] ?? "";
	return {sign: "✓", word: "survived", text: "It has ended, and nothing went wrong." + result + hint, won: kind === "save it" || kind === "watch it"};
};
