/** The objects of the embedded cloud (users, images, networks, templates, VMs) and their permissions. */
@NullMarked
package io.onemachine.devcloud.cloud;

import org.jspecify.annotations.NullMarked;
