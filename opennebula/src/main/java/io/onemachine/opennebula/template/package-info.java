/** OpenNebula's templates: ordered attributes, the text syntax that describes them, and their XML form. */
@NullMarked
package io.onemachine.opennebula.template;

import org.jspecify.annotations.NullMarked;
