/** OpenNebula's XML-RPC for both sides: calls and answers as values, and their codec. */
@NullMarked
package io.onemachine.opennebula.xmlrpc;

import org.jspecify.annotations.NullMarked;
