package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;

/** Parses numbers in an answer. Invalid ones read as -1: a detail that is not needed must not spoil the answer. */
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
