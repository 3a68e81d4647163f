/** Reads untrusted XML within limits: no document types, no entities, no unbounded growth. */
@NullMarked
package io.onemachine.opennebula.xml;

import org.jspecify.annotations.NullMarked;
