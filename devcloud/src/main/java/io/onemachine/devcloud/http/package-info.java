/** The cloud's HTTP server, which behaves like the server library of OpenNebula's front end. */
@NullMarked
package io.onemachine.devcloud.http;

import org.jspecify.annotations.NullMarked;
