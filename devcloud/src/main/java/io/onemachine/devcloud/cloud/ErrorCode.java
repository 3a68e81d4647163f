package io.onemachine.devcloud.cloud;

/** Kinds of failures, with OpenNebula's numbers. */
public enum ErrorCode {
    AUTHENTICATION(0x0100),
    AUTHORIZATION(0x0200),
    NO_EXISTS(0x0400),
    ACTION(0x0800),
    XML_RPC_API(0x1000),
    INTERNAL(0x2000),
    ALLOCATE(0x4000);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
