/** Tests of the package of the same name. */
@NullMarked
package io.onemachine.machine.file;

import org.jspecify.annotations.NullMarked;
