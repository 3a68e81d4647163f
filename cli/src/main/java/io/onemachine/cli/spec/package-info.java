/** The command line as data: what there is to type, for everything that is written about it. */
@NullMarked
package io.onemachine.cli.spec;

import org.jspecify.annotations.NullMarked;
