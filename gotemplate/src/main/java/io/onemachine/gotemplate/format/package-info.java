/** Formats values as Go's {@code fmt} and {@code encoding/json} do. */
@NullMarked
package io.onemachine.gotemplate.format;

import org.jspecify.annotations.NullMarked;
