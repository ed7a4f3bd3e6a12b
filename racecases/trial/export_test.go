package trial

// ProgramDir is [Builder.Program] with the folder of what was compiled.
var ProgramDir = (*Builder).program

// ShortPaths is shortPaths.
var ShortPaths = shortPaths
