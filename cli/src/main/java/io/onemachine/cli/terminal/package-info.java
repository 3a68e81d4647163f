/** What stands between the program and a person: streams, terminals, questions. */
@NullMarked
package io.onemachine.cli.terminal;

import org.jspecify.annotations.NullMarked;
