/** One POST and its answer, with limits for time and size. */
@NullMarked
package io.onemachine.opennebula.http;

import org.jspecify.annotations.NullMarked;
