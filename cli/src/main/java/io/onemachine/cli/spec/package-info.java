/** The syntax of the command line as data, for help pages, manual pages and completion scripts. */
@NullMarked
package io.onemachine.cli.spec;

import org.jspecify.annotations.NullMarked;
