/** The objects of the embedded cloud (users, images, networks, templates, virtual machines) and who may do what with them. */
@NullMarked
package io.onemachine.devcloud.cloud;

import org.jspecify.annotations.NullMarked;
