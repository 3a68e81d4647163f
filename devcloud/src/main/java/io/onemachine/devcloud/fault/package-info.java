/** Faults on request: what is to go wrong, with which calls and machines, and how often. */
@NullMarked
package io.onemachine.devcloud.fault;

import org.jspecify.annotations.NullMarked;
