/** Driver plugins: third-party ones in our command line, ours in third-party programs. */
@NullMarked
package io.onemachine.e2e.plugin;

import org.jspecify.annotations.NullMarked;
