/** Go values without a counterpart in Java: structs, pointers, named integers, typed slices and complex numbers. */
@NullMarked
package io.onemachine.gotemplate.value;

import org.jspecify.annotations.NullMarked;
