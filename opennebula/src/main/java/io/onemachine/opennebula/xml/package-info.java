/** Reading of XML that came from somewhere else, within bounds: no document types, no entities, no unbounded growth. */
@NullMarked
package io.onemachine.opennebula.xml;

import org.jspecify.annotations.NullMarked;
