/** Executes a tree of nodes, with Go's predefined functions. */
@NullMarked
package io.onemachine.gotemplate.exec;

import org.jspecify.annotations.NullMarked;
