/** BoringSSL, by the classes and the native library of netty-tcnative. */
@NullMarked
package io.onemachine.boringssl;

import org.jspecify.annotations.NullMarked;
