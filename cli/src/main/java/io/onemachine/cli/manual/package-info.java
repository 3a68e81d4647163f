/** Manual pages, written from the command line's grammar. */
@NullMarked
package io.onemachine.cli.manual;

import org.jspecify.annotations.NullMarked;
