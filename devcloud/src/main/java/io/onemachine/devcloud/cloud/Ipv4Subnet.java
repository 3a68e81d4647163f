package io.onemachine.devcloud.cloud;

import java.util.regex.Pattern;

/**
 * A subnet of IPv4 addresses, which are represented as numbers.
 *
 * @param base its first address
 * @param prefixLength in bits
 */
public record Ipv4Subnet(long base, int prefixLength) implements Subnet {

    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    public Ipv4Subnet {
        if (prefixLength < 8 || prefixLength > 30) {
            throw new IllegalArgumentException("a subnet's prefix is 8 to 30 bits long, not " + prefixLength);
        }
        if (base != (base & maskOf(prefixLength))) {
            throw new IllegalArgumentException(
                    format(base) + "/" + prefixLength + " does not begin at a subnet's first address");
        }
    }

    /** Parses {@code 198.18.10.0/24}. */
    public static Ipv4Subnet parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,2}")) {
            throw new IllegalArgumentException("\"" + text + "\" is not a subnet; one looks like 198.18.10.0/24");
        }
        return new Ipv4Subnet(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Returns the number of a dotted address. */
    public static long address(String dotted) {
        var parts = DOTTED.matcher(dotted);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + dotted + "\" is not an IPv4 address");
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(parts.group(i));
            if (part > 255) {
                throw new IllegalArgumentException("\"" + dotted + "\" is not an IPv4 address");
            }
            address = (address << 8) | part;
        }
        return address;
    }

    /** Returns the dotted form of an address. */
    public static String format(long address) {
        return "%d.%d.%d.%d".formatted(part(address, 24), part(address, 16), part(address, 8), part(address, 0));
    }

    /** Returns the first host address: this computer's own on the network. */
    public long gateway() {
        return base + 1;
    }

    @Override
    public String gatewayAddress() {
        return format(gateway());
    }

    public String mask() {
        return format(maskOf(prefixLength));
    }

    public boolean contains(long address) {
        return (address & maskOf(prefixLength)) == base;
    }

    public boolean overlaps(Ipv4Subnet other) {
        return contains(other.base) || other.contains(base);
    }

    /** Returns the number of addresses, the first and the last included. */
    public long size() {
        return 1L << (32 - prefixLength);
    }

    @Override
    public String toString() {
        return format(base) + "/" + prefixLength;
    }

    private static long part(long address, int shift) {
        return (address >> shift) & 255;
    }

    private static long maskOf(int length) {
        return (0xffffffffL << (32 - length)) & 0xffffffffL;
    }
}
