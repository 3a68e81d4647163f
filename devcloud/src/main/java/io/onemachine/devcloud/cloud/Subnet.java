package io.onemachine.devcloud.cloud;

/** The addresses of a network. Its text is the prefix: {@code 198.18.10.0/24}. */
public sealed interface Subnet permits Ipv4Subnet, Ipv6Subnet {

    /** Returns the length of the prefix in bits. */
    int prefixLength();

    /** Returns this computer's own address on the network. */
    String gatewayAddress();
}
