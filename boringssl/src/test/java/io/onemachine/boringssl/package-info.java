/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.boringssl;

import org.jspecify.annotations.NullMarked;
