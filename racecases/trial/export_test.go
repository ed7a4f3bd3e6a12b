package trial

import "context"

// Run is one trial of [Repeat].
func Run(ctx context.Context, binary string, s Spec) (Output, error) {
	outputs, err := Repeat(ctx, binary, s, 1)
	if err != nil {
		return Output{}, err
	}
	return outputs[0], nil
}

// ProgramDir is [Builder.Program] with the folder of what was compiled.
var ProgramDir = (*Builder).program

// ShortPaths is shortPaths.
var ShortPaths = shortPaths
