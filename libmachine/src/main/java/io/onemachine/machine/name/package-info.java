/** Names of machines and of their hosts. */
@NullMarked
package io.onemachine.machine.name;

import org.jspecify.annotations.NullMarked;
