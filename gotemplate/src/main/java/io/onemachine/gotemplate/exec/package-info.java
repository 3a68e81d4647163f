/** Executes parsed templates, with Go's predefined functions. */
@NullMarked
package io.onemachine.gotemplate.exec;

import org.jspecify.annotations.NullMarked;
