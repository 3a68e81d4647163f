/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.config;

import org.jspecify.annotations.NullMarked;
