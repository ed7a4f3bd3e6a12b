package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func bossBankCase() corpus.Case {
	return corpus.Case{
		Slug:        "boss-bank",
		Class:       corpus.LostWakeup,
		Story:       "Three bugs in one bank. A transfer locks the account that it takes from and then the other, so two in opposite directions can each hold what the other wants. It looks in one critical section whether there is enough, and takes the money in the next. And the landlord waits for the notification of a payment instead of the payment: if that came first, for ever. Each shows seldom, and if every thread runs in turn, none does.",
		Python:      "with accounts[from_], accounts[to]: ...  # and: paid.wait()",
		Go:          "if have < sum { return }; first.Lock(); second.Lock()",
		MissingEdge: "nothing orders the landlord's Wait before the Signal; nothing keeps another debit from coming between the look and the act; and the two second Locks wait for each other's Unlocks",
		Chain:       "every transfer locks account 0 first, so the waits form no cycle; look and debit stand between one Lock and its Unlock; and the landlord looks at the balance under the lock before each wait, so a payment made before is seen and one made after signals",
		Symptom:     "the program hangs, or an account is overdrawn, each on another day",
		Repair:      "one order of locks, one critical section for look and act, and a wait for the money in a loop",
		Cap:         13,
		CapReason:   "three bugs, each with its repair",
		Outcomes:    corpus.Exactly("two debits found enough for one"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: bossBank,
	}
}
