/** Certificates of a store: the CA, the client and the engines. Only issuing them needs Bouncy Castle. */
@NullMarked
package io.onemachine.machine.certificate;

import org.jspecify.annotations.NullMarked;
