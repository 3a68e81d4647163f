package io.onemachine.devcloud.cloud;

/** Hardware addresses in OpenNebula's format: {@code 02:00} and the four bytes of a number. */
public final class MacAddress {

    private static final int BYTES = 6;

    private MacAddress() {}

    public static String of(long number) {
        return "02:00:%02x:%02x:%02x:%02x"
                .formatted((number >> 24) & 255, (number >> 16) & 255, (number >> 8) & 255, number & 255);
    }

    /** Returns the number of an address that {@link #of} created. */
    public static long number(String mac) {
        return value(mac) & 0xffff_ffffL;
    }

    /** Returns the IPv6 interface identifier that a card with this address configures by itself: the lower half of its addresses. */
    public static long interfaceIdentifier(String mac) {
        long value = value(mac) ^ 0x0200_0000_0000L; // the bit for locally administered addresses
        return (value >>> 24 << 40) | 0xff_fe00_0000L | (value & 0xff_ffffL);
    }

    private static long value(String mac) {
        String[] bytes = mac.split(":", -1);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("\"" + mac + "\" is not a hardware address");
        }
        long value = 0;
        for (String part : bytes) {
            value = (value << 8) | Integer.parseInt(part, 16);
        }
        return value;
    }
}
