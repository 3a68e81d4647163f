package io.onemachine.gotemplate.exec;

/** Stands for a missing final argument, and for a key that a map does not have. */
enum Absent {
    MISSING
}
