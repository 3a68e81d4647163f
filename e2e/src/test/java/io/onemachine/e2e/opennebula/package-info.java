/** The driver opennebula: options, templates, images, first boot. */
@NullMarked
package io.onemachine.e2e.opennebula;

import org.jspecify.annotations.NullMarked;
