/** Work on several machines at once. */
@NullMarked
package io.onemachine.machine.parallel;

import org.jspecify.annotations.NullMarked;
