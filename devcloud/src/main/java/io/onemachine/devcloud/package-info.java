/** The program of the embedded cloud. */
@NullMarked
package io.onemachine.devcloud;

import org.jspecify.annotations.NullMarked;
