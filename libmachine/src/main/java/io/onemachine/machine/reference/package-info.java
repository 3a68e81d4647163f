/** References to options and commands in messages, which a program's user interface replaces by its own words. */
@NullMarked
package io.onemachine.machine.reference;

import org.jspecify.annotations.NullMarked;
