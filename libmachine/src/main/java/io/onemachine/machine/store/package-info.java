/** The store on disk: folders and configurations of machines, crash-safe and readable by the Go program. */
@NullMarked
package io.onemachine.machine.store;

import org.jspecify.annotations.NullMarked;
