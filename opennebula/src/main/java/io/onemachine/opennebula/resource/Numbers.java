package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;

/** Numbers in an answer. What should be one and is not reads as -1: an answer is never refused for a detail nobody asked for. */
final class Numbers {

    private Numbers() {}

    static int integer(XmlElement object, String name) {
        return Math.clamp(number(object, name), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static long number(XmlElement object, String name) {
        try {
            return Long.parseLong(object.childText(name).strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
