/** Runs the program within a test, with drivers that do as they are told. */
@NullMarked
package io.onemachine.cli.testing;

import org.jspecify.annotations.NullMarked;
