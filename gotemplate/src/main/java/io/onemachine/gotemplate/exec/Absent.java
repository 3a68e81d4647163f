package io.onemachine.gotemplate.exec;

/** Stands for a final argument that is not there, and for a field that a map does not have. */
enum Absent {
    MISSING
}
