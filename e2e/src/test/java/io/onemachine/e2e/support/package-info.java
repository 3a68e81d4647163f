/** What several rooms of tests use: the user's computer, clouds, hosts, and the programs of this computer. */
@NullMarked
package io.onemachine.e2e.support;

import org.jspecify.annotations.NullMarked;
