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

// ShortPaths is shortPaths.
var ShortPaths = shortPaths
