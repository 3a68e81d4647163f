/** Parses and executes templates in the language of Go's {@code text/template}. */
@NullMarked
package io.onemachine.gotemplate;

import org.jspecify.annotations.NullMarked;
