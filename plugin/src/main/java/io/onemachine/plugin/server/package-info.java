/** Serves a driver of this project as a plugin program for docker-machine, GitLab's fork of it, and rancher-machine. */
@NullMarked
package io.onemachine.plugin.server;

import org.jspecify.annotations.NullMarked;
