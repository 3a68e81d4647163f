/** A driver of ours as a plugin program of docker-machine, GitLab's fork of it, and rancher-machine. */
@NullMarked
package io.onemachine.plugin.server;

import org.jspecify.annotations.NullMarked;
