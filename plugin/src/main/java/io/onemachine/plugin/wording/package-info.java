/** The command line's words for what messages of the library refer to. */
@NullMarked
package io.onemachine.plugin.wording;

import org.jspecify.annotations.NullMarked;
