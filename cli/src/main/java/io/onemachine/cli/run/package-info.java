/** What runs commands: the program's context, the invocation, machines one by one or many at once, help and errors. */
@NullMarked
package io.onemachine.cli.run;

import org.jspecify.annotations.NullMarked;
