/** What a new user does first: the guide, the quickstart, the library example. */
@NullMarked
package io.onemachine.e2e.guide;

import org.jspecify.annotations.NullMarked;
