/**
 * What docker-machine 0.16.2 printed, returned and left behind for given command lines, and the means to compare with
 * it. Used by the replay within this module and by the one that runs the built program; knows no class of the product.
 */
@NullMarked
package io.onemachine.golden;

import org.jspecify.annotations.NullMarked;
