/**
 * Go's {@code net/rpc}: calls by name over one connection, which begins as an HTTP {@code CONNECT} and goes on as two
 * gob streams, one each way.
 */
@NullMarked
package io.onemachine.plugin.rpc;

import org.jspecify.annotations.NullMarked;
