/** Go's text/template language over JSON-like values, for the {@code --format} options. */
@NullMarked
package io.onemachine.cli.template;

import org.jspecify.annotations.NullMarked;
