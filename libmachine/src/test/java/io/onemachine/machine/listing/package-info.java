/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.listing;

import org.jspecify.annotations.NullMarked;
