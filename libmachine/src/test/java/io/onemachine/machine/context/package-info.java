@NullMarked
package io.onemachine.machine.context;

import org.jspecify.annotations.NullMarked;
