/** The snapshots of disks and how they descend from each other. */
@NullMarked
package io.onemachine.devcloud.snapshot;

import org.jspecify.annotations.NullMarked;
