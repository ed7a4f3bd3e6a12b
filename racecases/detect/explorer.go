package detect

import "threadlab/racecases/corpus"

// explorerDetector has a name and no builds: it is not there yet, and whatever
// asks for its figures says "not-run".
func explorerDetector() Detector { return Detector{Name: corpus.Explorer} }
