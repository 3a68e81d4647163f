/** Keys and certificates as PEM text, read and written with the JDK alone. */
@NullMarked
package io.onemachine.machine.pem;

import org.jspecify.annotations.NullMarked;
