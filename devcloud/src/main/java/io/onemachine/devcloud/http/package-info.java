/** The cloud's HTTP server, which behaves as the server library of OpenNebula's front end does. */
@NullMarked
package io.onemachine.devcloud.http;

import org.jspecify.annotations.NullMarked;
