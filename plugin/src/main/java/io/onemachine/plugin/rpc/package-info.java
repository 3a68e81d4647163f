/**
 * Go's {@code net/rpc}: calls by name over one connection, which begins as an HTTP {@code CONNECT} and continues as two
 * gob streams, one in each direction.
 */
@NullMarked
package io.onemachine.plugin.rpc;

import org.jspecify.annotations.NullMarked;
