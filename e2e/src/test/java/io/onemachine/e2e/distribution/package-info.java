/** Hosts of other Linux families: Debian hosts with the names, package managers and service managers of those. */
@NullMarked
package io.onemachine.e2e.distribution;

import org.jspecify.annotations.NullMarked;
