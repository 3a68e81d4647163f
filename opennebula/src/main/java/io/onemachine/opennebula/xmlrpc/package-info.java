/** XML-RPC as OpenNebula speaks it, for both sides: calls and answers as values, and the codec between them and bytes. */
@NullMarked
package io.onemachine.opennebula.xmlrpc;

import org.jspecify.annotations.NullMarked;
