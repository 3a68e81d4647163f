/** Docker machines by name: create, find, start, stop and remove them. */
@NullMarked
package io.onemachine.machine;

import org.jspecify.annotations.NullMarked;
