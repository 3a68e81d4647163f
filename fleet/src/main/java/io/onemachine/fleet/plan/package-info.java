/** The comparison of a fleet file with the store and the cloud: what has to change. */
@NullMarked
package io.onemachine.fleet.plan;

import org.jspecify.annotations.NullMarked;
