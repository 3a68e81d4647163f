package io.onemachine.devcloud.cloud;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two IPv6 prefixes of 64 bits: every card has an address in both, derived from its hardware address.
 *
 * @param global the upper half of public addresses
 * @param ula the upper half of unique local addresses
 */
public record Ipv6Subnet(long global, long ula) implements Subnet {

    private static final long LINK_LOCAL = 0xfe80L << 48;
    private static final long DOCUMENTATION = 0x2001_0db8L << 32;
    private static final long UNIQUE_LOCAL = 0xfd6f_6dL << 40;
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");

    /** Returns the prefixes of a cloud: no real network has them, and each cloud has its own. */
    public static Ipv6Subnet ofCloud(String cloudId) {
        long id = Long.parseLong(cloudId, 16);
        return new Ipv6Subnet(DOCUMENTATION | id << 8, UNIQUE_LOCAL | id << 16);
    }

    /** Parses prefixes as in {@code 2001:db8:1:2::}. */
    public static Ipv6Subnet parse(String global, String ula) {
        return new Ipv6Subnet(upperHalf(global), upperHalf(ula));
    }

    @Override
    public int prefixLength() {
        return 64;
    }

    @Override
    public String gatewayAddress() {
        return format(global, 1);
    }

    /** Returns this computer's own address of the other prefix. */
    public String ulaGatewayAddress() {
        return format(ula, 1);
    }

    public String globalPrefix() {
        return format(global, 0);
    }

    public String ulaPrefix() {
        return format(ula, 0);
    }

    public String globalAddress(String mac) {
        return format(global, MacAddress.interfaceIdentifier(mac));
    }

    public String ulaAddress(String mac) {
        return format(ula, MacAddress.interfaceIdentifier(mac));
    }

    /** Returns the link-local address that a card configures by itself. */
    public static String linkAddress(String mac) {
        return format(LINK_LOCAL, MacAddress.interfaceIdentifier(mac));
    }

    @Override
    public String toString() {
        return globalPrefix() + "/" + prefixLength();
    }

    /** Formats an address in the usual short form: the longest run of zeros is left out. */
    private static String format(long upper, long lower) {
        List<String> groups = new ArrayList<>();
        for (long half : new long[] {upper, lower}) {
            for (int shift = 48; shift >= 0; shift -= 16) {
                groups.add(Long.toHexString((half >>> shift) & 0xffff));
            }
        }
        String text = String.join(":", groups);
        Matcher zeros = ZEROS.matcher(text);
        int start = 0;
        int end = 0;
        while (zeros.find()) {
            if (zeros.end() - zeros.start() > end - start) {
                start = zeros.start();
                end = zeros.end();
            }
        }
        return end == 0 ? text : text.substring(0, start) + "::" + text.substring(end);
    }

    private static long upperHalf(String prefix) {
        try {
            // A text with a colon is never looked up by name.
            if (prefix.contains(":") && InetAddress.getByName(prefix) instanceof Inet6Address address) {
                return ByteBuffer.wrap(address.getAddress()).getLong();
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("\"" + prefix + "\" is not an IPv6 address", e);
        }
        throw new IllegalArgumentException("\"" + prefix + "\" is not an IPv6 address");
    }
}
