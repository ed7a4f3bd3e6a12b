package trial

// ProgramDir is [Builder.Program] with the folder of what was compiled.
var ProgramDir = (*Builder).program
