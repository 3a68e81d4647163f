/** What tests of several packages share. */
@NullMarked
package io.onemachine.plugin.testing;

import org.jspecify.annotations.NullMarked;
