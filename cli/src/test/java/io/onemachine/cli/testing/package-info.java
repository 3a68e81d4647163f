/** Runs the program within a test, with scripted drivers. */
@NullMarked
package io.onemachine.cli.testing;

import org.jspecify.annotations.NullMarked;
