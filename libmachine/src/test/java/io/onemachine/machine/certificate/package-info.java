/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.certificate;

import org.jspecify.annotations.NullMarked;
