/** The life of a machine after its creation: size, name, lease, labels, snapshots, adoption. */
@NullMarked
package io.onemachine.e2e.care;

import org.jspecify.annotations.NullMarked;
