/** The commands of the program {@code devcloud}, one class each. */
@NullMarked
package io.onemachine.devcloud.command;

import org.jspecify.annotations.NullMarked;
