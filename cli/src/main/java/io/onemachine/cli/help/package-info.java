/** The help pages. */
@NullMarked
package io.onemachine.cli.help;

import org.jspecify.annotations.NullMarked;
