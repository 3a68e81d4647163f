/** The commands that set up other clients of machines: contexts of docker, the configuration of ssh, an inventory of Ansible. */
@NullMarked
package io.onemachine.cli.command.client;

import org.jspecify.annotations.NullMarked;
