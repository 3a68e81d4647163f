/** Replays what the Go program printed and returned for given command lines. */
@NullMarked
package io.onemachine.cli.golden;

import org.jspecify.annotations.NullMarked;
