/** The content of config.json: its options, and the migration of older versions. */
@NullMarked
package io.onemachine.machine.config;

import org.jspecify.annotations.NullMarked;
