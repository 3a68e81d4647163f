package io.onemachine.devcloud.cloud;

/** The addresses of a network. Its text is the prefix: {@code 198.18.10.0/24}. */
public sealed interface Subnet permits Ipv4Subnet, Ipv6Subnet {

    /** In bits. */
    int prefixLength();

    /** This computer's own address on the network. */
    String gatewayAddress();
}
