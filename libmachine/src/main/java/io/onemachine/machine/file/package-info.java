/** Private files, folder locks and temporary folders. */
@NullMarked
package io.onemachine.machine.file;

import org.jspecify.annotations.NullMarked;
