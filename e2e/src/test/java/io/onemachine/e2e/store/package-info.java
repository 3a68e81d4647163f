/** The store: its format, damage, certificates and secrets. */
@NullMarked
package io.onemachine.e2e.store;

import org.jspecify.annotations.NullMarked;
