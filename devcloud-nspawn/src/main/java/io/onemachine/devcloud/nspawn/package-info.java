/** Real hosts: systemd-nspawn machines over Debian root file systems, each with its own network and Docker. */
@NullMarked
package io.onemachine.devcloud.nspawn;

import org.jspecify.annotations.NullMarked;
