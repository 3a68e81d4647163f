/** Contexts of the docker client: named engines in the folder of its configuration. */
@NullMarked
package io.onemachine.machine.context;

import org.jspecify.annotations.NullMarked;
