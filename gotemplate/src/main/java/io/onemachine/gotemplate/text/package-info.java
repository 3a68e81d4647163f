/** Quoting, escaping and numbers as Go writes them. */
@NullMarked
package io.onemachine.gotemplate.text;

import org.jspecify.annotations.NullMarked;
