/** Errors in templates and in the data they are applied to. */
@NullMarked
package io.onemachine.gotemplate.error;

import org.jspecify.annotations.NullMarked;
