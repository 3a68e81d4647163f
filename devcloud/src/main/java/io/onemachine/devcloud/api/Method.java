package io.onemachine.devcloud.api;

import io.onemachine.devcloud.cloud.User;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;

/** An API method. Called inside the cloud's lock. */
@FunctionalInterface
interface Method {

    /**
     * Runs the method and returns the value to answer with.
     *
     * @throws io.onemachine.devcloud.cloud.CloudException when it fails
     * @throws Arguments.WrongArgumentException when the parameters are wrong
     */
    XmlRpcValue call(User user, Arguments arguments);
}
