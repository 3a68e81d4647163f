/** Certificates of a store: the CA, the client and the engines; only making them needs Bouncy Castle. */
@NullMarked
package io.onemachine.machine.certificate;

import org.jspecify.annotations.NullMarked;
