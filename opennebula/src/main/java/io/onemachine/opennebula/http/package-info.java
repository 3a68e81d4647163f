/** One POST and its answer, within a deadline and a size. */
@NullMarked
package io.onemachine.opennebula.http;

import org.jspecify.annotations.NullMarked;
