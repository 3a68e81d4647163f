/** What is distributed: packages for Debian and RPM, tarball, single file, and their reproducible build. */
@NullMarked
package io.onemachine.e2e.packages;

import org.jspecify.annotations.NullMarked;
